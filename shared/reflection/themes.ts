import type { Share } from '../model/privateRecords.ts';

/** A share with whose it is; the person never leaves this computation. */
export interface OwnedShare {
  readonly person: string;
  readonly share: Share;
}

/** So many different people said it of things of that label. `null` people: hidden, because too few, or because the rest would give it away. */
export interface ThemeCell {
  readonly label: string;
  readonly people: number | null;
}

export interface Theme {
  readonly tag: string;
  readonly people: number | null;
  readonly cells: readonly ThemeCell[];
}

/** Effort against the time that was expected; each count is of cards, of at least so many people. */
export interface EffortCell {
  readonly long: boolean;
  readonly effort: 'low' | 'high';
  readonly cards: number | null;
}

export interface Quote {
  readonly what: Share['what'];
  readonly text: string;
  readonly name: string | null;
}

export interface Themes {
  readonly fewest: number;
  readonly themes: readonly Theme[];
  readonly effort: readonly EffortCell[];
  readonly quotes: readonly Quote[];
}

/** People a cell needs; a project may ask for more, never for fewer than three. */
export const FEWEST_PEOPLE = 5;
const NEVER_BELOW = 3;
export const SHARE_DAYS = 90;
const DAY_MS = 86_400_000;

/** What a lead may see of what people shared: counts of different people, nothing of fewer than `fewest`, and nothing from which a hidden one follows. */
export function themesOf(all: readonly OwnedShare[], { now, fewest = FEWEST_PEOPLE }: { readonly now: number; readonly fewest?: number }): Themes {
  const least = Math.max(NEVER_BELOW, fewest);
  const shares = all.filter(({ share }) => now - share.sharedAt < SHARE_DAYS * DAY_MS);
  const tags = [...new Set(shares.flatMap(({ share }) => share.tags))].sort();
  const themes = tags.map((tag) => themeOf(tag, shares.filter(({ share }) => share.tags.includes(tag)), least));
  return { fewest: least, themes: themes.filter(({ people }) => people !== null), effort: effortOf(shares, least), quotes: quotesOf(shares, least) };
}

function themeOf(tag: string, shares: readonly OwnedShare[], least: number): Theme {
  const labels = [...new Set(shares.flatMap(({ share }) => share.labels))].sort();
  const counted = labels.map((label) => ({ label, people: people(shares.filter(({ share }) => share.labels.includes(label))) }));
  const total = people(shares);
  return { tag, people: total < least ? null : total, cells: hidden(counted, least) };
}

/** Cells below the least are hidden; where only one is, the smallest other goes with it, or the total would tell. */
function hidden(cells: readonly { readonly label: string; readonly people: number }[], least: number): readonly ThemeCell[] {
  const small = cells.filter((cell) => cell.people < least);
  const rest = cells.filter((cell) => cell.people >= least);
  const along = small.length === 1 ? rest.reduce<(typeof rest)[number] | null>((smallest, cell) => (smallest === null || cell.people < smallest.people ? cell : smallest), null) : null;
  return cells.map((cell) => ({ label: cell.label, people: cell.people < least || cell === along ? null : cell.people }));
}

function effortOf(shares: readonly OwnedShare[], least: number): readonly EffortCell[] {
  const rated = shares.filter(({ share }) => share.effort !== null && share.residual !== null);
  const cells = [true, false].flatMap((long) => (['low', 'high'] as const).map((effort) => {
    const own = rated.filter(({ share }) => (share.residual ?? 0) > 1 === long && (effort === 'low' ? (share.effort ?? 4) <= 3 : (share.effort ?? 4) >= 5));
    return { long, effort, cards: own.length, people: people(own) };
  }));
  const shown = hidden(cells.map((cell, at) => ({ label: String(at), people: cell.people })), least);
  return cells.map(({ long, effort, cards }, at) => ({ long, effort, cards: shown[at]?.people === null ? null : cards }));
}

/** With a name where the author gave it; without one only where enough people wrote, so that style gives nobody away too easily. */
function quotesOf(shares: readonly OwnedShare[], least: number): readonly Quote[] {
  const written = shares.filter(({ share }) => share.text.trim() !== '');
  const enough = people(written.filter(({ share }) => share.name === null)) >= least;
  return written.filter(({ share }) => share.name !== null || enough).map(({ share }) => ({ what: share.what, text: share.text, name: share.name })).sort((a, b) => (a.text < b.text ? -1 : 1));
}

function people(shares: readonly OwnedShare[]): number {
  return new Set(shares.map(({ person }) => person)).size;
}
