import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { account as accountInfo } from '#shared/bridge/hostContract.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from '../files/jsonFile.ts';
import { makeOwnFolder } from '../files/writeDurable.ts';

const stored = accountInfo.omit({ signedIn: true });
/** An account as it is kept: no tokens, those are the vault's. */
export type StoredAccount = z.infer<typeof stored>;

const ACCOUNT: JsonFormat<StoredAccount> = { format: 'sightline-account', version: 1, room: 'account', schema: stored };

/** The same person of the same organisation on the same server is the same account, and so the same local database. */
export function accountIdOf(address: string, person: Pick<StoredAccount['person'], 'id' | 'org'>): string {
  return createHash('sha256').update(JSON.stringify([address, person.org, person.id])).digest('hex').slice(0, 32);
}

/** The accounts this machine has signed in with, one file each. */
export class AccountStore {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(profile: string, clock: Clock) {
    this.#folder = join(profile, 'accounts');
    this.#clock = clock;
  }

  async all(): Promise<StoredAccount[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(names.filter((name) => /^[0-9a-f]{32}\.json$/.test(name)).map((name) => this.#read(name.slice(0, 32))));
    return found.filter((one) => one !== null);
  }

  async get(id: string): Promise<StoredAccount> {
    const found = /^[0-9a-f]{32}$/.test(id) ? await this.#read(id) : null;
    if (found === null) throw new AppError('server/no-account', 'That account is not known on this computer. Sign in again.');
    return found;
  }

  async save(account: StoredAccount): Promise<void> {
    await makeOwnFolder(this.#folder);
    await writeJsonFile(join(this.#folder, `${account.id}.json`), ACCOUNT, account);
  }

  async #read(id: string): Promise<StoredAccount | null> {
    return (await readOrSetAside(join(this.#folder, `${id}.json`), ACCOUNT, this.#clock)).value;
  }
}
