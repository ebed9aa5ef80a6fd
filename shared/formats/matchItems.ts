import { isPicture, stemOf } from './files/look.ts';
import type { ImportTarget, Size, TargetItem } from './format.ts';

/**
 * Finds the project's picture for a file name of a foreign format. In this order: the same relative path; the same
 * path where only case, slashes or leading folders differ; the only picture with that file name. Two candidates are
 * told apart by size; if that does not help the answer is null, since a label on the wrong picture is worse than none.
 */
export function itemMatcher(items: readonly TargetItem[]): Pick<ImportTarget, 'findItem' | 'findStem' | 'onlyClip'> {
  const byPath = new Map(items.map((item) => [item.name, item]));
  const byEnd = endsOf(items, foldedParts);
  const clips = items.filter(({ name }) => !isPicture(name));
  // Only formats that name pictures without their extension pay for this.
  let byStem: Ends | null = null;
  return {
    onlyClip: clips.length === 1 ? (clips[0] ?? null) : null,
    findItem: (name, size) => byPath.get(withoutDots(name).join('/')) ?? among(byEnd, foldedParts(name), size),
    findStem: (stem) => {
      byStem ??= endsOf(items, (name) => foldedParts(stemOf(name)));
      return among(byStem, foldedParts(stem), null);
    },
  };
}

interface Ends {
  /** Pictures by each end of their path: `a/b/c`, `b/c` and `c`. */
  readonly items: ReadonlyMap<string, readonly TargetItem[]>;
  readonly partsOf: (name: string) => readonly string[];
}

function endsOf(items: readonly TargetItem[], partsOf: Ends['partsOf']): Ends {
  const ends = new Map<string, TargetItem[]>();
  for (const item of items) {
    const parts = partsOf(item.name);
    for (let from = 0; from < parts.length; from += 1) {
      const key = parts.slice(from).join('/');
      const there = ends.get(key);
      if (there === undefined) ends.set(key, [item]);
      else there.push(item);
    }
  }
  return { items: ends, partsOf };
}

function among({ items, partsOf }: Ends, parts: readonly string[], size: Size | null): TargetItem | null {
  const whole = parts.join('/');
  const same = (items.get(whole) ?? []).filter((item) => partsOf(item.name).join('/') === whole);
  if (same.length === 1) return same[0] ?? null;
  for (let from = 0; from < parts.length; from += 1) {
    const found = items.get(parts.slice(from).join('/')) ?? [];
    if (found.length > 0) return oneOf(found, size);
  }
  return null;
}

function oneOf(found: readonly TargetItem[], size: Size | null): TargetItem | null {
  if (found.length === 1) return found[0] ?? null;
  const fitting = found.filter((item) => size !== null && item.size !== null && item.size.width === size.width && item.size.height === size.height);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Path parts with Windows separators, drive, `.` and `..` gone. */
function withoutDots(name: string): readonly string[] {
  return name.replaceAll('\\', '/').replace(/^[a-z]:/i, '').split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
}

function foldedParts(name: string): readonly string[] {
  return withoutDots(name).map((part) => part.normalize('NFC').toLowerCase());
}
