import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, systemCode } from './files/diskError.ts';
import { makeOwnFolder, writeDurable } from './files/writeDurable.ts';
import type { Vault } from './machine.ts';

/** How secrets are closed before they reach the disk. The Node host has nothing to close them with but the file's owner. */
export interface Seal {
  close(secret: string): Buffer;
  /** `null` when it cannot be opened any more, e.g. after the keyring was lost: that costs a sign-in, nothing else. */
  open(sealed: Buffer): string | null;
}

export const openSeal: Seal = { close: (secret) => Buffer.from(secret, 'utf8'), open: (sealed) => sealed.toString('utf8') };

/** Secrets as files that only this account of the machine can read, one per server account. */
export function fileVault(profile: string, seal: Seal): Vault {
  const folder = join(profile, 'vault');
  const pathOf = (account: string): string => join(folder, createHash('sha256').update(account).digest('hex'));
  return {
    async read(account) {
      try {
        return seal.open(await readFile(pathOf(account)));
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return null;
        throw diskError(error, 'vault');
      }
    },
    async write(account, secret) {
      await makeOwnFolder(folder);
      await writeDurable(pathOf(account), new Uint8Array(seal.close(secret)));
    },
    clear: (account) => rm(pathOf(account), { force: true }),
  };
}

/** For machines that can seal nothing: secrets live as long as the program. */
export function memoryVault(): Vault {
  const secrets = new Map<string, string>();
  return {
    read: async (account) => secrets.get(account) ?? null,
    write: async (account, secret) => void secrets.set(account, secret),
    clear: async (account) => void secrets.delete(account),
  };
}
