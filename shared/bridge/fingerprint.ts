import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod';
import { canonicalJson, type Json } from '../base/json.ts';
import type { Contract } from './service.ts';

/**
 * A short name for the exact shape of a contract: equal for equal shapes, whatever the order they are written in.
 * What a schema checks in code (`z.custom`, refinements) is invisible to it.
 */
export function fingerprintOf(contract: Contract): string {
  const shape = Object.fromEntries(Object.entries(contract).map(([service, methods]) => [
    service,
    Object.fromEntries(Object.entries(methods).map(([method, { verb, takes, gives }]) => [method, { verb, takes: schemaOf(takes), gives: schemaOf(gives) }])),
  ]));
  const digest = sha256(new TextEncoder().encode(canonicalJson(shape)));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function schemaOf(schema: z.ZodType): Json {
  return z.json().parse(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }), sortedNames)));
}

/** The one list in a schema whose order means nothing. */
function sortedNames(key: string, value: unknown): unknown {
  return key === 'required' && Array.isArray(value) ? value.map(String).sort((a, b) => (a < b ? -1 : 1)) : value;
}
