/** One figure of one suite, as `--json` writes it. */
export interface Row {
  readonly suite: string;
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string | null;
  /** How many times better than the peer, above 1 = better; null without a peer. */
  readonly ratio: number | null;
  readonly goal: number;
  readonly met: boolean;
}

export interface Measure {
  readonly suite: string;
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: { readonly name: string; readonly value: number };
  readonly goal: number;
  /** What the goal is about: the figure itself, or the ratio to the peer. */
  readonly goalIs?: 'figure' | 'ratio';
  readonly better: 'lower' | 'higher';
}

/** A measure with its ratio and whether the goal is met. */
export function row({ peer, goalIs = 'figure', better, ...measure }: Measure): Row {
  const ratio = peer === undefined ? null : better === 'lower' ? peer.value / measure.ours : measure.ours / peer.value;
  const met = goalIs === 'ratio' ? ratio !== null && ratio >= measure.goal : better === 'lower' ? measure.ours <= measure.goal : measure.ours >= measure.goal;
  return { ...measure, peer: peer?.value ?? null, peerName: peer?.name ?? null, ratio, met };
}

/** The value below which `share` of the samples lie (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((one) => [
    `${one.suite} / ${one.case}`,
    `${figure(one.ours)} ${one.unit}`,
    one.peer === null ? '' : `${one.peerName ?? ''} ${figure(one.peer)}`,
    one.ratio === null ? '' : `×${one.ratio.toFixed(2)}`,
    `goal ${figure(one.goal)}`,
    one.met ? 'met' : 'NOT MET',
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...cells.map((cell) => cell[column]?.length ?? 0)));
  return cells.map((cell) => cell.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
