import * as z from 'zod';

export const fate = z.enum(['kept', 'approximated', 'dropped']);
export type Fate = z.infer<typeof fate>;

/** What became of one sort of thing: how many, with the first few examples by name. */
export const reportLine = z.object({
  fate,
  /** Code for translation, e.g. `coco/rotated-box`; `sentence` is the fallback. */
  code: z.string(),
  sentence: z.string(),
  count: z.number().int(),
  examples: z.array(z.string()),
});
export type ReportLine = z.infer<typeof reportLine>;

/** A sort of thing that can become of something; formats keep theirs as constants. */
export interface Note {
  readonly fate: Fate;
  readonly code: string;
  readonly sentence: string;
}

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 120;
const ORDER = { kept: 0, approximated: 1, dropped: 2 } as const;

/** Collects what a conversion kept, approximated and dropped. An exporter says what it could not say. */
export class Report {
  readonly #lines = new Map<Note, { count: number; readonly examples: string[] }>();

  note(note: Note, example: string | null = null, count = 1): void {
    const line = this.#lines.get(note) ?? { count: 0, examples: [] };
    line.count += count;
    const short = example === null ? null : example.slice(0, LONGEST_EXAMPLE);
    if (short !== null && line.examples.length < MOST_EXAMPLES && !line.examples.includes(short)) line.examples.push(short);
    this.#lines.set(note, line);
  }

  /** Kept first, then approximated, then dropped. */
  lines(): readonly ReportLine[] {
    return [...this.#lines].map(([note, line]) => ({ ...note, ...line })).sort((a, b) => ORDER[a.fate] - ORDER[b.fate]);
  }
}
