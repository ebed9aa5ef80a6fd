import { canonicalJson, type Json } from '#shared/base/json.ts';

/** A unit's value as text: a name as it is, anything else as it is written down. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}
