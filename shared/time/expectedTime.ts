/** What is seen of a task that may say how long it takes; `mission.md` §3.2. */
export interface TaskFacts {
  readonly objects: number;
  readonly vertices: number;
  readonly frames: number;
  readonly classes: number;
  /** Share of objects smaller than 32 pixels on a side, 0 to 1. */
  readonly small: number;
  /** Share of objects that a machine proposed, 0 to 1. */
  readonly proposed: number;
  readonly media: string;
}

export interface TimedTask {
  readonly facts: TaskFacts;
  /** Active seconds. */
  readonly active: number;
}

/** What a project's tasks take, with how well it is known. */
export interface TimeModel {
  /** `none`: nothing is known yet; `median`: too few tasks, the middle of each kind of media; `ridge`: the fitted model. */
  readonly by: 'none' | 'median' | 'ridge';
  readonly tasks: number;
  /** Share of the spread of ln(time) that the facts explain, on tasks the model has not seen; null without a fit. */
  readonly r2: number | null;
  /** Active seconds of a task like this; null while nothing is known. */
  expected(facts: TaskFacts): number | null;
  /** How much longer than expected, in robust spreads; null while nothing is known. */
  residual(task: TimedTask): number | null;
}

export const FEWEST_TASKS = 100;
const LAMBDAS = [0.01, 0.1, 1, 10, 100] as const;
const FOLDS = 5;
const MAD_TO_SIGMA = 1.4826;

/** Learns from finished tasks. Below a hundred the middle of the kind is used, and `by` says so. */
export function timeModel(tasks: readonly TimedTask[]): TimeModel {
  const known = tasks.filter(({ active }) => active > 0);
  if (known.length === 0) return { by: 'none', tasks: 0, r2: null, expected: () => null, residual: () => null };
  const fit = known.length < FEWEST_TASKS ? medians(known) : ridge(known);
  const logs = known.map((task) => Math.log(task.active) - fit.log(task.facts));
  const spread = MAD_TO_SIGMA * median(logs.map((one) => Math.abs(one - median(logs))));
  return {
    by: fit.by, tasks: known.length, r2: fit.r2,
    expected: (facts) => Math.exp(fit.log(facts)),
    residual: ({ facts, active }) => (active <= 0 ? null : spread === 0 ? 0 : (Math.log(active) - fit.log(facts)) / spread),
  };
}

interface Fit {
  readonly by: 'median' | 'ridge';
  readonly r2: number | null;
  readonly log: (facts: TaskFacts) => number;
}

function medians(tasks: readonly TimedTask[]): Fit {
  const all = median(tasks.map(({ active }) => Math.log(active)));
  const byMedia = new Map<string, number>();
  for (const media of new Set(tasks.map(({ facts }) => facts.media))) byMedia.set(media, median(tasks.filter(({ facts }) => facts.media === media).map(({ active }) => Math.log(active))));
  return { by: 'median', r2: null, log: ({ media }) => byMedia.get(media) ?? all };
}

function ridge(tasks: readonly TimedTask[]): Fit {
  const media = [...new Set(tasks.map(({ facts }) => facts.media))].sort().slice(1);
  const row = (facts: TaskFacts): number[] => [Math.log1p(facts.objects), Math.log1p(facts.vertices), Math.log1p(facts.frames), Math.log1p(facts.classes), facts.small, facts.proposed, ...media.map((one) => (facts.media === one ? 1 : 0))];
  const [xs, ys] = [tasks.map(({ facts }) => row(facts)), tasks.map(({ active }) => Math.log(active))];
  const errors = LAMBDAS.map((lambda) => crossError(xs, ys, lambda));
  const best = errors.indexOf(Math.min(...errors));
  const predict = solve(xs, ys, LAMBDAS[best] ?? 1);
  const centre = mean(ys);
  const whole = ys.reduce((sum, y) => sum + (y - centre) ** 2, 0);
  return { by: 'ridge', r2: whole === 0 ? 0 : Math.max(0, 1 - (errors[best] ?? whole) / whole), log: (facts) => predict(row(facts)) };
}

/** Sum of squared errors on tasks left out, each fifth in turn. */
function crossError(xs: readonly number[][], ys: readonly number[], lambda: number): number {
  let error = 0;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learned = (_: unknown, at: number): boolean => at % FOLDS !== fold;
    const predict = solve(xs.filter(learned), ys.filter(learned), lambda);
    xs.forEach((x, at) => {
      if (at % FOLDS === fold) error += ((ys[at] ?? 0) - predict(x)) ** 2;
    });
  }
  return error;
}

/** Ridge over standardised columns; the constant is not shrunk. */
function solve(xs: readonly number[][], ys: readonly number[], lambda: number): (x: readonly number[]) => number {
  const width = xs[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, at) => xs.map((x) => x[at] ?? 0));
  const means = columns.map(mean);
  const scales = columns.map((column, at) => Math.sqrt(mean(column.map((value) => (value - (means[at] ?? 0)) ** 2))) || 1);
  const standard = (x: readonly number[]): number[] => x.map((value, at) => (value - (means[at] ?? 0)) / (scales[at] ?? 1));
  const centre = mean(ys);
  const zs = xs.map(standard);
  const matrix = Array.from({ length: width }, (_, i) => Array.from({ length: width }, (__, j) => zs.reduce((sum, z) => sum + (z[i] ?? 0) * (z[j] ?? 0), i === j ? lambda : 0)));
  const right = Array.from({ length: width }, (_, i) => zs.reduce((sum, z, at) => sum + (z[i] ?? 0) * ((ys[at] ?? 0) - centre), 0));
  const weights = gauss(matrix, right);
  return (x) => standard(x).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), centre);
}

/** Solves a positive definite system by elimination. */
function gauss(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (let at = 0; at < n; at += 1) {
    const pivot = rows[at] ?? [];
    for (const row of rows.slice(at + 1)) {
      const share = (row[at] ?? 0) / (pivot[at] ?? 1);
      for (let j = at; j <= n; j += 1) row[j] = (row[j] ?? 0) - share * (pivot[j] ?? 0);
    }
  }
  const found = Array.from({ length: n }, () => 0);
  for (let at = n - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? [];
    const rest = found.reduce((sum, value, j) => (j > at ? sum + value * (row[j] ?? 0) : sum), 0);
    found[at] = ((row[n] ?? 0) - rest) / (row[at] ?? 1);
  }
  return found;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
