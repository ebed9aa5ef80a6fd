import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { errorCode } from '#shared/base/errors.ts';
import { makeOwnFolder, writeDurable } from '../files/writeDurable.ts';
import type { FrameIndex } from './frameIndex.ts';
import { columnsOf, indexOf } from './indexColumns.ts';

/** The index of a clip, or what a scan has found so far. */
export interface KeptIndex {
  readonly index: FrameIndex;
  /** Ticks to the end of the last frame. */
  readonly end: number;
  readonly problems: readonly { readonly code: string; readonly frame: number | null }[];
  readonly whole: boolean;
}

const indexFile = z.object({
  format: z.literal('sightline-clip'), version: z.literal(1), by: z.enum(['packets', 'decoded']), pts: z.string(), order: z.string(), end: z.number(),
  keys: z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable(), z.number()])),
  problems: z.array(z.object({ code: z.string(), frame: z.number().nullable() })),
});

/** Indexes of clips in the profile, one for each version of a file. A cache: what cannot be read is made anew. */
export class ClipIndexes {
  readonly #folder: string;

  constructor(profile: string) {
    this.#folder = join(profile, 'clips');
  }

  async find(tag: string): Promise<KeptIndex | null> {
    const text = await readFile(this.#pathOf(tag), 'utf8').catch(() => null);
    const parsed = text === null ? null : indexFile.safeParse(jsonOf(text));
    if (parsed?.success !== true) return null;
    const { by, pts, order, keys, end, problems } = parsed.data;
    const index = indexOf({ by, pts: Buffer.from(pts, 'base64'), order: Buffer.from(order, 'base64'), keys: keys.map(([at, time, dts, pos]) => ({ order: at, pts: time, dts, pos })) });
    return index === null ? null : { index, end, problems, whole: true };
  }

  /** Without room for it the clip is scanned again next time. */
  async keep(tag: string, { index, end, problems }: KeptIndex): Promise<void> {
    const { by, pts, order } = columnsOf(index);
    const file: z.infer<typeof indexFile> = {
      format: 'sightline-clip', version: 1, by, pts: Buffer.from(pts).toString('base64'), order: Buffer.from(order).toString('base64'), end,
      keys: index.keys.map((key) => [key.order, key.pts, key.dts, key.pos]), problems: [...problems],
    };
    try {
      await makeOwnFolder(join(this.#folder, tag.slice(0, 2)));
      await writeDurable(this.#pathOf(tag), JSON.stringify(file));
    } catch (error) {
      if (!errorCode(error).startsWith('files/')) throw error;
    }
  }

  #pathOf(tag: string): string {
    return join(this.#folder, tag.slice(0, 2), `${tag}.json`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
