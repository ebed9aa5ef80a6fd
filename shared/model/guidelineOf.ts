import { guidelineChoiceIdOf, type GuidelineChoice, type ParagraphText, type Revision, type RevisionSize } from './guideline.ts';
import type { RevisionId } from './ids.ts';

/** A paragraph in force, and the revision that last changed it. */
export interface Paragraph extends ParagraphText {
  readonly id: string;
  readonly since: RevisionId;
}

/** A revision in force with the version it made. */
export interface Step {
  readonly revision: Revision;
  readonly version: string;
}

/** Revisions that were written on the same one without knowing of each other. A person picks. */
export interface Fork {
  readonly base: RevisionId | null;
  /** Already in force by an earlier pick; empty while nobody has picked. */
  readonly chosen: readonly RevisionId[];
  readonly rivals: readonly Revision[];
}

export interface Guideline {
  /** By number. */
  readonly paragraphs: readonly Paragraph[];
  /** From the first to the newest. */
  readonly steps: readonly Step[];
  readonly head: RevisionId | null;
  /** `0.0.0` before the first revision. */
  readonly version: string;
  readonly forks: readonly Fork[];
  /** Not in force and not waiting for a pick: set aside, or written on one that was. */
  readonly aside: readonly Revision[];
}

/**
 * The guideline that follows from all revisions and picks, in whatever order they arrived. Where people published at the
 * same time and nobody has picked yet, what was in force before both stays in force: no rule wins by being last.
 */
export function guidelineOf(revisions: readonly Revision[], choices: readonly GuidelineChoice[]): Guideline {
  const byChoice = new Map(choices.map((choice) => [choice.id, choice]));
  const paragraphs = new Map<string, Paragraph>();
  const steps: Step[] = [];
  const forks: Fork[] = [];
  let group: readonly (RevisionId | null)[] = [null];
  let version = '0.0.0';
  const seen = new Set<RevisionId>();
  for (;;) {
    const rivals = revisions.filter(({ id, base: on }) => group.includes(on) && !seen.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const base = group.at(-1) ?? null;
    const next = inForce(rivals, byChoice.get(guidelineChoiceIdOf(base)) ?? null);
    if (next.open.length > 0) forks.push({ base, chosen: next.order.map(({ id }) => id), rivals: [...next.order, ...next.open] });
    if (next.order.length === 0) break;
    for (const revision of next.order) {
      seen.add(revision.id);
      version = nextVersion(version, revision.size);
      steps.push({ revision, version });
      for (const change of revision.changes) changeParagraph(paragraphs, change, revision.id);
    }
    group = next.order.map(({ id }) => id);
  }
  const waiting = new Set(forks.flatMap(({ rivals }) => rivals.map(({ id }) => id)));
  const aside = revisions.filter(({ id }) => !seen.has(id) && !waiting.has(id));
  return { paragraphs: [...paragraphs.values()].sort((a, b) => a.number - b.number), steps, head: steps.at(-1)?.revision.id ?? null, version, forks, aside };
}

/** Which of the revisions on one base hold, in order, and between which nobody has picked. */
function inForce(rivals: readonly Revision[], choice: GuidelineChoice | null): { readonly order: readonly Revision[]; readonly open: readonly Revision[] } {
  if (choice === null) return rivals.length > 1 ? { order: [], open: rivals } : { order: rivals, open: [] };
  const order = choice.order.flatMap((id) => rivals.find((one) => one.id === id) ?? []);
  return { order, open: rivals.filter(({ id }) => !choice.order.includes(id) && !choice.aside.includes(id)) };
}

/** A number somebody else's paragraph has taken meanwhile becomes the next free one. */
function changeParagraph(paragraphs: Map<string, Paragraph>, { paragraph: id, after }: Revision['changes'][number], since: RevisionId): void {
  if (after === null) {
    paragraphs.delete(id);
    return;
  }
  const taken = new Set([...paragraphs.values()].filter((other) => other.id !== id).map(({ number }) => number));
  let { number } = after;
  while (taken.has(number)) number += 1;
  paragraphs.set(id, { ...after, number, id, since });
}

/** The first number no paragraph has. */
export function freeNumber({ paragraphs }: Guideline): number {
  return (paragraphs.at(-1)?.number ?? 0) + 1;
}

export function nextVersion(version: string, size: RevisionSize): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (size === 'major') return `${major + 1}.0.0`;
  return size === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
