import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '#shared/base/ports.ts';
import { gate } from './gate.ts';

/** Makes and checks password hashes. A hash says its own cost, so that the cost can rise without locking anyone out. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `stored` null (no such person) the same work is done, so that time tells nothing. */
  check(password: string, stored: string | null): Promise<boolean>;
}

export interface PasswordOptions {
  readonly random: Random;
  /** log2 of scrypt's N; 17 needs 128 MiB and about 0.8 s of CPU. */
  readonly cost: number;
}

const BLOCK = 8;
const LENGTH = 32;
/** More than two at once would let a storm of sign-ins stop everything else. */
const AT_ONCE = 2;

export function scryptPasswords({ random, cost }: PasswordOptions): Passwords {
  const pool = gate(AT_ONCE, 200);
  const derive = (password: string, salt: Buffer, power: number): Promise<Buffer> =>
    pool.run(
      () =>
        new Promise((resolve, reject) => {
          const N = 2 ** power;
          scrypt(password.normalize('NFKC'), salt, LENGTH, { N, r: BLOCK, p: 1, maxmem: 256 * N * BLOCK }, (error, key) => (error === null ? resolve(key) : reject(error)));
        }),
    );
  return {
    hash: async (password) => {
      const salt = Buffer.from(random(16));
      return ['scrypt', cost, salt.toString('base64url'), (await derive(password, salt, cost)).toString('base64url')].join('$');
    },
    check: async (password, stored) => {
      const [, power = String(cost), salt = 'AAAAAAAAAAAAAAAAAAAAAA', key = ''] = (stored ?? '').split('$');
      const expected = Buffer.from(key, 'base64url');
      const given = await derive(password, Buffer.from(salt, 'base64url'), Number(power));
      return stored !== null && expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
