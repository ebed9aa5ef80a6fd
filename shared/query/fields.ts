import { FLAGS, NUMBERS, TEXTS, type Field, type Vocabulary } from './syntax.ts';

/** The field a word stands for. Attributes are found by the name people see and by their key; own words come first. */
export function fieldNamed(word: string, { attributes }: Vocabulary): Field | null {
  const name = word.toLowerCase();
  const flag = FLAGS.find((one) => one === name);
  if (flag !== undefined) return { of: 'flag', name: flag };
  const text = TEXTS.find((one) => one === name);
  if (text !== undefined) return { of: 'text', name: text };
  const number = NUMBERS.find((one) => one === name);
  if (number !== undefined) return { of: 'number', name: number };
  const found = attributes.filter((one) => one.name.toLowerCase() === name || one.key.toLowerCase() === name);
  const [first] = found;
  if (first === undefined) return null;
  return { of: 'attribute', name: first.name, keys: [...new Set(found.map(({ key }) => key))], input: inputOf(found) };
}

/** Labels may use one name for different things; then only its text can be compared. */
function inputOf(found: Vocabulary['attributes']): 'text' | 'number' | 'choice' | 'truth' {
  const kinds = new Set(found.map(({ input }) => (input === 'number' ? 'number' : input === 'checkbox' ? 'truth' : input === 'text' ? 'text' : 'choice')));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'text';
}

/** The values an attribute offers under a name, over all labels. */
export function choicesOf(keys: readonly string[], { attributes }: Vocabulary): readonly string[] {
  return [...new Set(attributes.filter(({ key }) => keys.includes(key)).flatMap(({ values }) => values))];
}

/** The known word nearest to what was written, when it is near enough to have been meant. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const scored = known.map((name) => ({ name, away: editDistance(word.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.away - b.away);
  const best = scored[0];
  return best !== undefined && best.away <= Math.max(1, Math.floor(word.length / 3)) ? best.name : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
