import type { Paragraph } from '#shared/model/guidelineOf.ts';

/** Paragraphs that hold every word that was written, wherever in them; `3` and `§3` also find the paragraph of that number. */
export function paragraphsWith(paragraphs: readonly Paragraph[], asked: string): readonly Paragraph[] {
  const words = plain(asked).split(/\s+/).filter((word) => word !== '');
  return paragraphs.filter(({ number, title, text, examples }) => {
    const all = plain([title, text, ...examples.map((example) => example.words)].join(' '));
    return words.every((word) => all.includes(word) || word.replace('§', '') === String(number));
  });
}

/** Without case and accents, so that a hurried hand finds what it means. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
