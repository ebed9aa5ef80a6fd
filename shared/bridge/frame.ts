import * as z from 'zod';
import type { Frame } from './service.ts';

/**
 * How many items of a feed may be under way unread. The sender stops asking its source beyond it, so a slow reader
 * costs this many items of memory and no more.
 */
export const FEED_WINDOW = 16;

const id = z.number().int().min(0);
const method = z.string().max(200);
const fault = z.object({ code: z.string(), sentence: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

const frame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, method, body: z.unknown() }),
  z.object({ kind: z.literal('feed'), id, method, body: z.unknown() }),
  z.object({ kind: z.literal('stop'), id }),
  z.object({ kind: z.literal('more'), id, count: z.number().int().min(1).max(FEED_WINDOW) }),
  z.object({ kind: z.literal('answer'), id, body: z.unknown() }),
  z.object({ kind: z.literal('item'), id, body: z.unknown() }),
  z.object({ kind: z.literal('end'), id }),
  z.object({ kind: z.literal('error'), id, body: fault }),
]) satisfies z.ZodType<Frame>;

/** What arrived, if it is a frame. Bodies stay unknown: client and server parse them with the contract. */
export function frameOf(value: unknown): Frame | null {
  const parsed = frame.safeParse(value);
  return parsed.success ? parsed.data : null;
}
