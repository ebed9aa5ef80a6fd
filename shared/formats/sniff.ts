import { Look } from './files/look.ts';
import type { Source } from './files/files.ts';
import type { Format, Guess } from './format.ts';
import { formats } from './registry.ts';

export interface Sniffed extends Guess {
  readonly format: Format;
}

/** Which formats a source may be written in, likeliest first; empty when none of ours. */
export async function sniff(source: Source): Promise<readonly Sniffed[]> {
  const look = new Look(source);
  const found: Sniffed[] = [];
  for (const format of formats) if (format.read !== null) found.push({ format, ...(await format.sniff(look)) });
  return found.filter(({ likelihood }) => likelihood > 0).sort((a, b) => b.likelihood - a.likelihood);
}

/** How close a second guess must come to be a rival of the first: then a person decides. */
const RIVAL = 0.15;

export function isContested(guesses: readonly { readonly likelihood: number }[]): boolean {
  const [first, second] = guesses;
  return first !== undefined && second !== undefined && first.likelihood - second.likelihood < RIVAL;
}
