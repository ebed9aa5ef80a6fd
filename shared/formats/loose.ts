/** Looking into foreign values: nothing here throws, nothing is believed that was not looked at. */
export type Loose = Readonly<Record<string, unknown>>;

/** Our coordinates end here (`model/kinds/shape.ts`); what lies beyond is a mistake of whoever wrote it. */
const FAR = 1e7;

export function looseOf(value: unknown): Loose | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null;
}

export function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

export function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && value >= -FAR && value <= FAR;
}

/** A side of a picture: whole and positive, or null. */
export function sideOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= FAR ? value : null;
}

/** Sizes as formats write them; null when either side makes no sense. */
export function sizeOf(width: unknown, height: unknown): { readonly width: number; readonly height: number } | null {
  const [w, h] = [sideOf(width), sideOf(height)];
  return w === null || h === null ? null : { width: w, height: h };
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Flat `x, y, x, y, ...` or null when any of it is not a usable coordinate or a pair is incomplete. */
export function flatPoints(value: unknown): readonly number[] | null {
  const list = listOf(value);
  return list !== null && list.length % 2 === 0 && list.every(isCoordinate) ? list : null;
}

/** A number of a group as people and tools write them; null for anything else. */
export function groupOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1e9 ? value : null;
}
