import { likeness, strongest, type Likeness, type Respect, type Worded } from './likeness.ts';
import type { Question } from './question.ts';
import { textModel } from './textVectors.ts';

/**
 * Below this, questions are not one. `mission.md` §2.5 says 0.62 for questions with looks; without them, on the fixture of
 * `tests/flags`, 0.62 leaves 41 % of the pairs that belong together apart, and 0.54 joins hardly any wrong ones (3 %).
 */
export const CUT = 0.54;

/** What a person said about two questions; it stands whatever their likeness. */
export interface Link {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

export interface Cluster {
  /** Ids, the most typical first. */
  readonly members: readonly string[];
  /** What holds it together, strongest first; empty for a question that stands alone. */
  readonly because: readonly Respect[];
  /** A person put some of it together. */
  readonly byHand: boolean;
}

/**
 * Groups questions that one answer may settle: average linkage, cut at `CUT`. Questions a person joined begin together;
 * groups that hold two a person parted are never joined, and what was joined and parted both stays as it was said last.
 */
export function clusterQuestions(questions: readonly Question[], links: readonly Link[]): readonly Cluster[] {
  const model = textModel(questions.map(({ text }) => text));
  const worded = questions.map((question): Worded => ({ question, words: model.of(question.text) }));
  const table = worded.map((a, row) => worded.slice(0, row).map((b) => likeness(a, b)));
  const between = (a: number, b: number): Likeness | null => (a === b ? null : (table[Math.max(a, b)]?.[Math.min(a, b)] ?? null));
  const said = saidOf(questions, links);
  const groups = joinAll(startGroups(questions.length, said), { between, apart: (a, b) => said.get(pairOf(a, b)) === false });
  return groups.map((group) => described(group, { between, said, questions }));
}

type Said = ReadonlyMap<string, boolean>;
type Between = (a: number, b: number) => Likeness | null;

function pairOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** By pair of places; a later word replaces an earlier one. */
function saidOf(questions: readonly Question[], links: readonly Link[]): Said {
  const places = new Map(questions.map(({ id }, at) => [id, at]));
  const said = new Map<string, boolean>();
  for (const { a, b, same } of links) {
    const [left, right] = [places.get(a), places.get(b)];
    if (left !== undefined && right !== undefined) said.set(pairOf(left, right), same);
  }
  return said;
}

function startGroups(count: number, said: Said): number[][] {
  let groups = Array.from({ length: count }, (_none, at) => [at]);
  for (const [pair, same] of said) {
    if (!same) continue;
    const ends = pair.split(' ').map(Number);
    const joined = groups.filter((group) => ends.some((end) => group.includes(end)));
    groups = [...groups.filter((group) => !joined.includes(group)), joined.flat()];
  }
  return groups;
}

/**
 * Joins the two most alike groups again and again. Sums of likenesses are kept by pair of groups, and each group knows its
 * nearest other, so that a join costs about one pass over the groups.
 */
function joinAll(groups: number[][], { between, apart }: { readonly between: Between; readonly apart: (a: number, b: number) => boolean }): number[][] {
  const sums = groups.map((a, row) => Float64Array.from(groups, (b, column) => (row === column ? 0 : sumOver(a, b, (x, y) => (apart(x, y) ? -Infinity : (between(x, y)?.all ?? 0))))));
  const alive = new Set(groups.keys());
  const mean = (a: number, b: number): number => (sums[a]?.[b] ?? 0) / ((groups[a]?.length ?? 1) * (groups[b]?.length ?? 1));
  const nearestTo = (a: number): Nearest => {
    let found: Nearest = { other: a, mean: -Infinity };
    for (const b of alive) if (b !== a && mean(a, b) > found.mean) found = { other: b, mean: mean(a, b) };
    return found;
  };
  const nearest = new Map([...alive].map((at) => [at, nearestTo(at)]));
  for (;;) {
    const [into, best] = [...nearest].reduce<readonly [number, Nearest]>((most, one) => (one[1].mean > most[1].mean ? one : most), [-1, { other: -1, mean: -Infinity }]);
    if (best.mean < CUT) return [...alive].map((at) => groups[at] ?? []);
    const from = best.other;
    groups[into] = [...(groups[into] ?? []), ...(groups[from] ?? [])];
    alive.delete(from);
    nearest.delete(from);
    for (const other of alive) addSums({ sums, into, from, other });
    // Average linkage brings nothing nearer than its nearest part was: only who looked at one of the two looks again.
    for (const [at, { other }] of nearest) if (at === into || other === into || other === from) nearest.set(at, nearestTo(at));
  }
}

interface Nearest {
  readonly other: number;
  readonly mean: number;
}

function addSums({ sums, into, from, other }: { readonly sums: readonly Float64Array[]; readonly into: number; readonly from: number; readonly other: number }): void {
  const [own, row] = [sums[into], sums[other]];
  if (own === undefined || row === undefined || other === into) return;
  own[other] = (own[other] ?? 0) + (sums[from]?.[other] ?? 0);
  row[into] = own[other] ?? 0;
}

function sumOver(a: readonly number[], b: readonly number[], value: (x: number, y: number) => number): number {
  let sum = 0;
  for (const x of a) for (const y of b) sum += value(x, y);
  return sum;
}

function described(group: readonly number[], { between, said, questions }: { readonly between: Between; readonly said: Said; readonly questions: readonly Question[] }): Cluster {
  const nearness = (one: number): number => sumOver([one], group, (x, y) => between(x, y)?.all ?? 0);
  const ordered = [...group].sort((a, b) => nearness(b) - nearness(a) || a - b);
  const pairs = group.flatMap((a, at) => group.slice(at + 1).map((b) => [a, b] as const));
  const counts = new Map<Respect, number>();
  for (const [a, b] of pairs) {
    const own = between(a, b);
    if (own !== null) for (const [rank, respect] of strongest(own, 2).entries()) counts.set(respect, (counts.get(respect) ?? 0) + (rank === 0 ? 2 : 1));
  }
  return {
    members: ordered.map((at) => questions[at]?.id ?? ''),
    because: [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([respect]) => respect),
    byHand: pairs.some(([a, b]) => said.get(pairOf(a, b)) === true),
  };
}
