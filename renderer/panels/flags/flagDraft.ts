import * as z from 'zod';
import { anchor, flagFrame } from '#shared/model/records.ts';

/** A flag that is being written, as kept in the local database so that a crash costs at most a quarter of a second of typing. */
export const flagDraft = z.object({
  draft: z.literal('flag'),
  anchor,
  /** Names of the project's tags, in the order they were pressed. */
  tags: z.array(z.string()),
  text: z.string().max(4000),
  crop: z.string().nullable(),
  cleanCrop: z.string().nullable(),
  look: z.string().nullable().default(null),
  strip: z.array(flagFrame).default([]),
  uploads: z.array(z.string()),
  openedAt: z.number(),
});
export type FlagDraft = z.infer<typeof flagDraft>;

/** What a stream's kept draft is, if it is a flag's. */
export function parseFlagDraft(kept: unknown): FlagDraft | null {
  const parsed = flagDraft.safeParse(kept);
  return parsed.success ? parsed.data : null;
}
