/** Five bits and a "more follows" bit per character, from `0` on. */
const FIRST_CHARACTER = 48;
const MORE = 32;
const SIGN = 16;
/** Seven characters hold 35 bits, more than any count of a picture we accept. */
const MOST_CHARACTERS = 7;

/** COCO's compressed counts: from the fourth on, each is written as the difference to the one two before. */
export function encodeCounts(counts: readonly number[]): string {
  const codes: string[] = [];
  counts.forEach((count, index) => {
    let rest = index > 2 ? count - (counts[index - 2] ?? 0) : count;
    for (let more = true; more; ) {
      const bits = ((rest % 32) + 32) % 32;
      rest = Math.floor(rest / 32);
      more = (bits & SIGN) === 0 ? rest !== 0 : rest !== -1;
      codes.push(CHARACTERS[bits + (more ? MORE : 0)] ?? '');
    }
  });
  return codes.join('');
}

const CHARACTERS = Array.from({ length: 2 * MORE }, (_, code) => String.fromCharCode(FIRST_CHARACTER + code));

/** `null` when the text is not of that form. */
export function decodeCounts(text: string): readonly number[] | null {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let weight = 1;
    for (let more = true; more; at += 1) {
      const code = text.charCodeAt(at) - FIRST_CHARACTER;
      if (!(code >= 0 && code < 64) || weight >= 32 ** MOST_CHARACTERS) return null;
      value += (code % 32) * weight;
      weight *= 32;
      more = code >= MORE;
      if (!more && (code & SIGN) !== 0) value -= weight;
    }
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] ?? 0) : value);
  }
  return counts;
}
