import type { Json } from '../../base/json.ts';

export function numberOr0(value: Json): number {
  return typeof value === 'number' ? value : 0;
}
