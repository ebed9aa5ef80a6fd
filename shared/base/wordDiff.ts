/** A run of words that stayed, went or came. */
export interface DiffPart {
  readonly is: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** More words than these are compared as one block each: the table would be too large to wait for. */
const MOST_CELLS = 4_000_000;

/** How one text became another, word by word; the same parts joined give back either. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length * b.length > MOST_CELLS) return joined([{ is: 'gone', text: before }, { is: 'new', text: after }]);
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) for (let j = b.length - 1; j >= 0; j -= 1) longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ is: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ is: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      parts.push({ is: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  return joined(parts);
}

/** Words with the space behind them; scripts without spaces go letter by letter. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}])\s*/gu) ?? [];
}

/** Between two runs that stayed, all that went comes before all that came: a reader follows that, and not word for word. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const found: DiffPart[] = [];
  let [gone, fresh, same] = ['', '', ''];
  const close = (): void => {
    if (gone !== '') found.push({ is: 'gone', text: gone });
    if (fresh !== '') found.push({ is: 'new', text: fresh });
    [gone, fresh] = ['', ''];
  };
  for (const { is, text } of parts) {
    if (is === 'same') {
      close();
      same += text;
      continue;
    }
    if (same !== '') found.push({ is: 'same', text: same });
    same = '';
    if (is === 'gone') gone += text;
    else fresh += text;
  }
  close();
  if (same !== '') found.push({ is: 'same', text: same });
  return found;
}
