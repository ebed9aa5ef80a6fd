/** What became of one sort of thing: how many, with the first few examples by name. */
export interface ReportLine {
  readonly fate: 'kept' | 'approximated' | 'dropped';
  /** Code for translation, e.g. `coco/rotated-box`. */
  readonly code: string;
  readonly sentence: string;
  count: number;
  readonly examples: string[];
}

const EXAMPLES = 5;

/** Collects what a conversion kept, approximated and dropped. An exporter says what it could not say. */
export class Report {
  readonly #lines = new Map<string, ReportLine>();

  note(fate: ReportLine['fate'], code: string, sentence: string, example: string | null = null, count = 1): void {
    const key = `${fate} ${code}`;
    const line = this.#lines.get(key) ?? { fate, code, sentence, count: 0, examples: [] };
    line.count += count;
    if (example !== null && line.examples.length < EXAMPLES && !line.examples.includes(example)) line.examples.push(example);
    this.#lines.set(key, line);
  }

  /** Kept first, then approximated, then dropped. */
  lines(): readonly ReportLine[] {
    const order = { kept: 0, approximated: 1, dropped: 2 };
    return [...this.#lines.values()].sort((a, b) => order[a.fate] - order[b.fate]);
  }
}
