import type { Random } from '#shared/base/ports.ts';

/** Without letters and digits that look alike: 16 out of 31 signs, 79 bits. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** A secret that can be read out over the telephone: four groups of four signs. */
export function readableCode(random: Random): string {
  const signs = Array.from(random(LENGTH), (byte) => SIGNS[byte % SIGNS.length] ?? '').join('');
  return signs.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** The same code however it was typed: capitals, spaces and dashes do not count. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
