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
  #last: Promise<Values> | null = null;

  constructor(profile: string, clock: Clock) {
    this.#path = join(profile, 'settings.json');
    this.#clock = clock;
  }

  read(): Promise<Values> {
    this.#last ??= this.#load();
    return this.#last;
  }

  /** Sets what is named and leaves the rest; `null` forgets a setting. */
  async write(set: Values): Promise<void> {
    const before = this.read();
    const next = before.then((values) => this.#save(values, set));
    this.#last = next.catch(() => before);
    await next;
  }

  async #load(): Promise<Values> {
    const { value } = await readOrSetAside(this.#path, kind, this.#clock);
    return value?.values ?? {};
  }

  async #save(values: Values, set: Values): Promise<Values> {
    const merged = Object.fromEntries(Object.entries({ ...values, ...set }).filter(([, value]) => value !== null));
    if (JSON.stringify(merged).length > LARGEST) throw new AppError('settings/too-large', 'The settings have grown beyond what a settings file should hold; this change was not saved.');
    await writeJsonFile(this.#path, kind, { values: merged });
    return merged;
  }
}
