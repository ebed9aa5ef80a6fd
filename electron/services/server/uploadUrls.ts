import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '#shared/base/ports.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from '../files/jsonFile.ts';

interface Started {
  readonly url: string;
  readonly at: number;
}

const UPLOADS: JsonFormat<{ uploads: Record<string, Started> }> = {
  format: 'sightline-uploads', version: 1, room: 'uploads',
  schema: z.object({ uploads: z.record(z.string(), z.object({ url: z.string(), at: z.number() })) }),
};
/** Servers forget unfinished uploads after three days. */
const FORGOTTEN_MS = 72 * 3_600_000;

/** Addresses of unfinished uploads, kept so that a restart goes on where the last run stopped. */
export class UploadUrls {
  readonly #path: string;
  readonly #clock: Clock;
  #known: Map<string, Started> | null = null;
  #saving: Promise<void> = Promise.resolve();

  constructor(profile: string, clock: Clock) {
    this.#path = join(profile, 'uploads.json');
    this.#clock = clock;
  }

  async get(key: string): Promise<string | null> {
    return (await this.#load()).get(key)?.url ?? null;
  }

  async set(key: string, url: string | null): Promise<void> {
    const known = await this.#load();
    if (url === null && !known.has(key)) return;
    if (url === null) known.delete(key);
    else known.set(key, { url, at: this.#clock.now() });
    this.#saving = this.#saving.catch(() => undefined).then(() => writeJsonFile(this.#path, UPLOADS, { uploads: Object.fromEntries(known) }));
    await this.#saving;
  }

  async #load(): Promise<Map<string, Started>> {
    if (this.#known !== null) return this.#known;
    const { value } = await readOrSetAside(this.#path, UPLOADS, this.#clock);
    const oldest = this.#clock.now() - FORGOTTEN_MS;
    this.#known ??= new Map(Object.entries(value?.uploads ?? {}).filter(([, { at }]) => at > oldest));
    return this.#known;
  }
}
