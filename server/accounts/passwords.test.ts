import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { argonPasswords } from './passwords.ts';

const passwords = argonPasswords({ random: seeded(3).bytes, memory: 64 });

test('a hash opens with its password only, and two of one password differ', async () => {
  const [one, other] = [await passwords.hash('four words in a row'), await passwords.hash('four words in a row')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await passwords.check('four words in a row', one)).toBe(true);
  expect(await passwords.check('four words in a raw', one)).toBe(false);
  expect(await passwords.check('nobody has this password', null)).toBe(false);
});

test('letters count as they look: composed and decomposed are one password', async () => {
  expect(await passwords.check('caf\u00e9 au lait', await passwords.hash('cafe\u0301 au lait'))).toBe(true);
});

test('hashes of the earlier kind, and cheaper ones, still open and are to be replaced', async () => {
  const salt = Buffer.alloc(16, 7);
  const scrypt = ['scrypt', 10, salt.toString('base64url'), scryptSync('an old password', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url')].join('$');
  expect(await passwords.check('an old password', scrypt)).toBe(true);
  expect(await passwords.check('another password', scrypt)).toBe(false);
  const cheap = await argonPasswords({ random: seeded(4).bytes, memory: 32 }).hash('an old password');
  expect(await passwords.check('an old password', cheap)).toBe(true);
  expect([scrypt, cheap, await passwords.hash('an old password')].map(passwords.isOld)).toEqual([true, true, false]);
});
