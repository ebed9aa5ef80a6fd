import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { writeDurable, makeOwnFolder } from '../files/writeDurable.ts';

/** What looking into a file told, valid while its size and time stay the same. */
const facts = z.object({
  bytes: z.number(), modified: z.number(), width: z.number().int().nullable(), height: z.number().int().nullable(), problem: z.string().nullable(),
  sha256: z.string().nullable(), mediaType: z.string().nullable(),
});
export type Facts = z.infer<typeof facts>;
type Stamp = Pick<Facts, 'bytes' | 'modified'>;

const cacheFile = z.object({ format: z.literal('sightline-index'), version: z.literal(1), entries: z.record(z.string(), facts) });

/** Facts remembered between starts. A cache: whatever cannot be read of it is measured again. */
export class IndexCache {
  readonly #path: string;
  #entries: Map<string, Facts> | null = null;
  #changed = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async load(): Promise<void> {
    if (this.#entries !== null) return;
    const text = await readFile(this.#path, 'utf8').catch(() => null);
    const loaded = text === null ? new Map<string, Facts>() : entriesOf(text);
    this.#entries ??= loaded;
  }

  /** The facts of a file that did not change since. */
  get(name: string, stamp: Stamp): Facts | null {
    const found = this.#entries?.get(name);
    return found !== undefined && found.bytes === stamp.bytes && found.modified === stamp.modified ? found : null;
  }

  async remember(name: string, stamp: Stamp, learnt: Partial<Facts>): Promise<void> {
    const before = this.get(name, stamp) ?? { width: null, height: null, problem: null, sha256: null, mediaType: null };
    this.#entries?.set(name, { ...before, ...learnt, bytes: stamp.bytes, modified: stamp.modified });
    this.#changed += 1;
    if (this.#changed >= 500) await this.save();
  }

  async save(): Promise<void> {
    if (this.#changed === 0 || this.#entries === null) return;
    this.#changed = 0;
    await makeOwnFolder(dirname(this.#path));
    await writeDurable(this.#path, JSON.stringify({ format: 'sightline-index', version: 1, entries: Object.fromEntries(this.#entries) }));
  }
}

function entriesOf(text: string): Map<string, Facts> {
  try {
    const parsed = cacheFile.safeParse(JSON.parse(text));
    return new Map(parsed.success ? Object.entries(parsed.data.entries) : []);
  } catch {
    return new Map();
  }
}
