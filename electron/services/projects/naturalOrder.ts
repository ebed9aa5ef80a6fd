const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** `img2` before `img10`. Names that only differ in case or accents fall back to their code units, so the order is total. */
export function byNaturalName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** A new list in natural order of the names. */
export function inNaturalOrder<T>(list: readonly T[], nameOf: (value: T) => string): T[] {
  return [...list].sort((a, b) => byNaturalName(nameOf(a), nameOf(b)));
}
