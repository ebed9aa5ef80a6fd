/** Weights of the pieces of one text; their squares add up to one, unless it has no pieces. */
export type TextVector = ReadonlyMap<string, number>;

const SHORTEST = 3;
const LONGEST = 5;

/** Turns texts into vectors, weighing what is rare among the texts it was made from. */
export interface TextModel {
  of(text: string): TextVector;
}

/**
 * TF-IDF over runs of 3 to 5 characters. That needs no model file, no word list and no spaces between words, so it works
 * in any language; `mission.md` §2.5.
 */
export function textModel(texts: readonly string[]): TextModel {
  const seenIn = new Map<string, number>();
  for (const text of texts) for (const piece of piecesOf(text).keys()) seenIn.set(piece, (seenIn.get(piece) ?? 0) + 1);
  return {
    of(text) {
      const weights = [...piecesOf(text)].map(([piece, count]) => [piece, (1 + Math.log(count)) * (1 + Math.log((1 + texts.length) / (1 + (seenIn.get(piece) ?? 0))))] as const);
      const length = Math.hypot(...weights.map(([, weight]) => weight));
      return new Map(weights.map(([piece, weight]) => [piece, weight / length]));
    },
  };
}

/** Cosine of two texts, 0 to 1; null when one of them says nothing. */
export function textLikeness(a: TextVector, b: TextVector): number | null {
  if (a.size === 0 || b.size === 0) return null;
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [piece, weight] of few) sum += weight * (many.get(piece) ?? 0);
  return Math.min(1, sum);
}

/** Runs inside words, with the words' ends marked, so that beginnings and endings tell something. */
function piecesOf(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const word of text.normalize('NFKC').toLocaleLowerCase('en').split(/[^\p{L}\p{M}\p{N}]+/u)) {
    if (word === '') continue;
    const letters = Array.from(` ${word} `);
    for (let length = SHORTEST; length <= LONGEST; length += 1) {
      for (let at = 0; at + length <= letters.length; at += 1) {
        const piece = letters.slice(at, at + length).join('');
        found.set(piece, (found.get(piece) ?? 0) + 1);
      }
    }
  }
  return found;
}
