import { sha1 } from '@noble/hashes/legacy.js';
import type { Brand } from './brand.ts';
import type { Clock, Random } from './ports.ts';

/** A UUID in lower case with dashes. */
export type Uuid = Brand<string, 'Uuid'>;

/** Makes ids; one per machine or simulated client. */
export type NewId = () => Uuid;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(text: string): text is Uuid {
  return UUID.test(text);
}

/**
 * UUIDv7 (RFC 9562 §5.7): a name, not an order. The time in front only keeps indexes compact; sorting by it is
 * forbidden, since clocks differ between machines.
 */
export function uuidMaker(clock: Clock, random: Random): NewId {
  return () => {
    const bytes = random(16);
    let time = Math.max(0, Math.floor(clock.now()));
    for (let at = 5; at >= 0; at -= 1) {
      bytes[at] = time % 256;
      time = Math.floor(time / 256);
    }
    return stamp(bytes, 0x70);
  };
}

/** UUIDv5 (RFC 9562 §5.5): the same parts always give the same id, so two people who make it offline meet in one record. */
export function derivedId(space: Uuid, name: string): Uuid {
  const text = new TextEncoder().encode(name);
  const input = new Uint8Array(16 + text.length);
  const hex = space.replaceAll('-', '');
  for (let at = 0; at < 16; at += 1) input[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  input.set(text, 16);
  return stamp(sha1(input).slice(0, 16), 0x50);
}

function stamp(bytes: Uint8Array, version: number): Uuid {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid;
}
