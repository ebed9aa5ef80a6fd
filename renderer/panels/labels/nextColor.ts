/** Colours that stay apart from each other for most eyes and stand out on photographs. */
export const LABEL_COLORS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231', '#911eb4', '#42d4f4', '#f032e6', '#bfef45', '#fabed4', '#469990', '#dcbeff', '#9a6324', '#ffe119', '#800000', '#aaffc3', '#808000'] as const;

/** The first colour no label has yet; when all are taken, the one used least. */
export function nextColor(taken: readonly string[]): string {
  const lower = taken.map((color) => color.toLowerCase());
  const uses = (color: string): number => lower.filter((one) => one === color).length;
  return [...LABEL_COLORS].sort((a, b) => uses(a) - uses(b))[0] ?? LABEL_COLORS[0];
}
