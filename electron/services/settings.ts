import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from './files/jsonFile.ts';

type Values = Readonly<Record<string, unknown>>;

const kind: JsonFormat<{ values: Record<string, unknown> }> = {
  format: 'sightline-settings', version: 1, room: 'settings', schema: z.object({ values: z.record(z.string(), z.unknown()) }),
};
const LARGEST = 1024 * 1024;

/** The person's settings of this profile: one small file, written as a whole, changes one after another. */
export class Settings {
  readonly #path: string;
  readonly #clock: Clock;
  #values: Values | null = null;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(profile: string, clock: Clock) {
    this.#path = join(profile, 'settings.json');
    this.#clock = clock;
  }

  async read(): Promise<Values> {
    if (this.#values !== null) return this.#values;
    const loaded = await this.#load();
    this.#values ??= loaded;
    return this.#values;
  }

  /** Sets what is named and leaves the rest; `null` forgets a setting. */
  write(set: Values): Promise<void> {
    const write = this.#writes.then(() => this.#save(set));
    this.#writes = write.catch(() => undefined);
    return write;
  }

  async #load(): Promise<Values> {
    const { value } = await readOrSetAside(this.#path, kind, this.#clock);
    return value?.values ?? {};
  }

  async #save(set: Values): Promise<void> {
    const merged = Object.fromEntries(Object.entries({ ...(await this.read()), ...set }).filter(([, value]) => value !== null));
    if (JSON.stringify(merged).length > LARGEST) throw new AppError('settings/too-large', 'The settings have grown beyond what a settings file should hold; this change was not saved.');
    await writeJsonFile(this.#path, kind, { values: merged });
    this.#values = merged;
  }
}
