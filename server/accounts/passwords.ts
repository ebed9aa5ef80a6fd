import { scrypt, timingSafeEqual } from 'node:crypto';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';
import type { Uuid } from '#shared/base/id.ts';
import type { Random } from '#shared/base/ports.ts';
import type { Queries } from '../database/database.ts';
import { gate } from './gate.ts';

/** Makes and checks password hashes. A hash says its own cost, so that the cost can rise without locking anyone out. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `stored` null (no such person) the same work is done, so that time tells nothing. */
  check(password: string, stored: string | null): Promise<boolean>;
  /** Whether a hash was made in another way or cheaper than today's; it is replaced at the next sign-in. */
  isOld(stored: string): boolean;
}

export interface PasswordOptions {
  readonly random: Random;
  /** KiB of memory for each hash; 19,456 with two passes is what OWASP asks of Argon2id, some 43 ms of processor time. */
  readonly memory: number;
}

const PASSES = 2;
/** More than two at once would let a storm of sign-ins stop everything else. */
const AT_ONCE = 2;
const WAITING = 200;

/** Argon2id; hashes by scrypt, which this server made before, are still understood. */
export function argonPasswords({ random, memory }: PasswordOptions): Passwords {
  const pool = gate(AT_ONCE, WAITING);
  const made = `$argon2id$v=19$m=${memory},t=${PASSES},p=1$`;
  const hash = (password: string): Promise<string> =>
    pool.run(() => argon2Hash(password.normalize('NFKC'), { memoryCost: memory, timeCost: PASSES, parallelism: 1, salt: random(16) }));
  let nobody: Promise<string> | null = null;
  return {
    hash,
    check: async (password, stored) => {
      if (stored?.startsWith('scrypt$') === true) return pool.run(() => checkScrypt(password, stored));
      const known = stored ?? (await (nobody ??= hash('nobody has this password')));
      return (await pool.run(() => argon2Verify(known, password.normalize('NFKC')))) && stored !== null;
    },
    isOld: (stored) => !stored.startsWith(made),
  };
}

export async function setPassword(sql: Queries, person: Uuid, hash: string): Promise<void> {
  await sql.query('update people set password = $2 where id = $1', [person, hash]);
}

/** `scrypt$log2(N)$salt$key`, with r = 8 and p = 1. */
async function checkScrypt(password: string, stored: string): Promise<boolean> {
  const [, power = '', salt = '', key = ''] = stored.split('$');
  const expected = Buffer.from(key, 'base64url');
  const N = 2 ** Number(power);
  const given = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), expected.length, { N, r: 8, p: 1, maxmem: 2048 * N }, (error, derived) => (error === null ? resolve(derived) : reject(error)));
  });
  return timingSafeEqual(expected, given);
}
