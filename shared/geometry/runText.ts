/** Five bits and a "more follows" bit per character, from `0` on. */
const FIRST_CHARACTER = 48;
const MORE = 32;
const SIGN = 16;
/** Seven characters hold 35 bits, more than any count of a picture we accept. */
const MOST_CHARACTERS = 7;
const LARGEST_WEIGHT = 32 ** MOST_CHARACTERS;
/** Room for any whole number a count can be. */
const LONGEST = 12;

/** COCO's compressed counts: from the fourth on, each is written as the difference to the one two before. */
export function encodeCounts(counts: readonly number[]): string {
  const codes = new Uint8Array(counts.length * LONGEST);
  let length = 0;
  for (let index = 0; index < counts.length; index += 1) {
    let rest = (counts[index] ?? 0) - (index > 2 ? (counts[index - 2] ?? 0) : 0);
    for (let more = true; more; ) {
      const bits = rest & 31;
      rest = Math.floor(rest / 32);
      more = (bits & SIGN) === 0 ? rest !== 0 : rest !== -1;
      codes[length] = FIRST_CHARACTER + bits + (more ? MORE : 0);
      length += 1;
    }
  }
  return new TextDecoder().decode(codes.subarray(0, length));
}

/** `null` when the text is not of that form. */
export function decodeCounts(text: string): readonly number[] | null {
  const counts: number[] = [];
  // A ragged mask of forty megapixels has a million counts, most of one or two characters: the last two are kept at hand.
  let [last, before] = [0, 0];
  for (let at = 0; at < text.length; ) {
    let code = text.charCodeAt(at) - FIRST_CHARACTER;
    let value = code & 31;
    let weight = 32;
    for (at += 1; code >= MORE; at += 1) {
      if (code >= 64 || weight >= LARGEST_WEIGHT) return null;
      code = text.charCodeAt(at) - FIRST_CHARACTER;
      value += (code & 31) * weight;
      weight *= 32;
    }
    // Past the end a code is not a number, which is neither.
    if (!(code >= 0)) return null;
    if ((code & SIGN) !== 0) value -= weight;
    const count = counts.length > 2 ? value + before : value;
    counts.push(count);
    [before, last] = [last, count];
  }
  return counts;
}
