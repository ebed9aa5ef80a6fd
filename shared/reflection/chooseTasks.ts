import { seeded, type Seeded } from '../base/seeded.ts';

/** Why a task may be on a card. Shown only after the person has rated it. */
export const STRATA = ['long', 'edits', 'undo', 'flagged', 'changed', 'random', 'remembered'] as const;
export type Stratum = (typeof STRATA)[number];

/** A task the person worked on this week, with how much it stands out in each respect; null: not at all. */
export interface WeekTask {
  readonly task: string;
  readonly scores: Readonly<Partial<Record<Exclude<Stratum, 'random' | 'remembered'>, number | null>>>;
  readonly rejected?: boolean;
  readonly sensitive?: boolean;
}

export interface Drawn {
  readonly task: string;
  readonly why: Stratum;
  /** How likely it was to be drawn, over the whole draw; found by repeating it. */
  readonly likely: number;
}

export interface DrawOptions {
  readonly seed: number;
  /** The person allowed a sensitive one. */
  readonly sensitive: boolean;
  /** Likeness of two tasks, 0 to 1; of two that are nearly the same only one is drawn. */
  readonly likeness?: (a: string, b: string) => number;
}

export const FEWEST_TASKS = 8;
export const REPEATS = 2000;
const NEARLY_SAME = 0.9;
/** Slots by rank; smaller draws drop from the end, but one random stays. */
const SLOTS: readonly Stratum[] = ['long', 'long', 'edits', 'undo', 'flagged', 'changed', 'random', 'random'];

/** How many cards for so many tasks: a twentieth, four to eight; none below eight tasks. */
export function cardsFor(tasks: number): number {
  return tasks < FEWEST_TASKS ? 0 : Math.min(8, Math.max(4, Math.round(0.05 * tasks)));
}

/** The strata of a draw of `cards`. */
export function slotsFor(cards: number): readonly Stratum[] {
  return cards <= 0 ? [] : cards >= SLOTS.length ? SLOTS : [...SLOTS.slice(0, cards - 1), 'random'];
}

/** Draws the week's cards. The same seed gives the same cards; `likely` comes from two thousand draws with other seeds. */
export function chooseTasks(tasks: readonly WeekTask[], options: DrawOptions): readonly Drawn[] {
  const sorted = [...tasks].sort((a, b) => (a.task < b.task ? -1 : 1));
  const drawn = draw(sorted, options, seeded(options.seed));
  const counts = new Map<string, number>();
  const chance = seeded(options.seed ^ 0x5eed);
  for (let at = 0; at < REPEATS; at += 1) for (const { task } of draw(sorted, options, chance)) counts.set(task, (counts.get(task) ?? 0) + 1);
  return drawn.map((one) => ({ ...one, likely: (counts.get(one.task) ?? 0) / REPEATS }));
}

type Pick = Omit<Drawn, 'likely'>;

function draw(tasks: readonly WeekTask[], { sensitive, likeness }: DrawOptions, chance: Seeded): readonly Pick[] {
  const found: Pick[] = [];
  const taken = new Set<string>();
  let [rejected, delicate] = [false, !sensitive];
  const fits = (task: WeekTask): boolean =>
    !taken.has(task.task) && !(task.rejected === true && rejected) && !(task.sensitive === true && delicate)
    && (likeness === undefined || found.every((one) => likeness(one.task, task.task) <= NEARLY_SAME));
  for (const slot of slotsFor(cardsFor(tasks.length))) {
    const own = slot === 'random' || slot === 'remembered' ? [] : tasks.filter((task) => (task.scores[slot] ?? 0) > 0 && fits(task));
    const one = gumbelTop(own, (task) => (slot === 'random' || slot === 'remembered' ? 0 : (task.scores[slot] ?? 0)), chance) ?? gumbelTop(tasks.filter(fits), () => 0, chance);
    if (one === null) continue;
    found.push({ task: one.task, why: own.length > 0 ? slot : 'random' });
    taken.add(one.task);
    rejected ||= one.rejected === true;
    delicate ||= one.sensitive === true;
  }
  return found;
}

/** One of them, the likelier the higher its score: the largest of score and Gumbel noise. */
function gumbelTop(candidates: readonly WeekTask[], scoreOf: (task: WeekTask) => number, chance: Seeded): WeekTask | null {
  let [best, most] = [null as WeekTask | null, -Infinity];
  for (const task of candidates) {
    const key = scoreOf(task) - Math.log(-Math.log(chance.next() || Number.MIN_VALUE));
    if (key > most) [best, most] = [task, key];
  }
  return best;
}
