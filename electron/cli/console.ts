import type { ReportLine } from '#shared/formats/report.ts';

/** Where the command line speaks: results on standard output, everything else on standard error. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
  /** Standard error is a terminal, so a line may be written over. */
  readonly live: boolean;
}

/** What a command did, for `--json` and for people. */
export interface Outcome {
  readonly sentence: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly report: readonly ReportLine[];
}

const WORDS = { kept: 'kept', approximated: 'approximated', dropped: 'left out' } as const;

export function sayOutcome(console: Console, outcome: Outcome, json: boolean): void {
  if (json) {
    console.out(`${JSON.stringify(outcome, null, 2)}\n`);
    return;
  }
  for (const { fate, count, sentence, examples } of outcome.report) {
    const names = examples.length === 0 ? '' : ` (${examples.join(', ')}${count > examples.length ? ', …' : ''})`;
    console.out(`${WORDS[fate].padEnd(12)} ${String(count).padStart(7)}  ${sentence}${names}\n`);
  }
  console.out(`${outcome.sentence}\n`);
}

/** Progress on standard error: one line written over on a terminal, a line per tenth elsewhere. */
export function progressTo(console: Console, what: string): (done: number, total: number) => void {
  let said = -1;
  return (done, total) => {
    const step = total === 0 ? Math.floor(done / 1000) : Math.floor((done / total) * (console.live ? 100 : 10));
    if (step === said) return;
    said = step;
    const text = `${what}: ${done}${total === 0 ? '' : ` of ${total}`}`;
    console.err(console.live ? `\r${text}${done === total ? '\n' : ''}` : `${text}\n`);
  };
}
