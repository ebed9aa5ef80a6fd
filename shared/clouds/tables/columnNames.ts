/** Names for the columns of a table that gives none, by what people usually mean with so many. */
export function columnNames(columns: number): readonly string[] {
  const after: Readonly<Record<number, readonly string[]>> = { 1: ['intensity'], 2: ['intensity', 'ring'], 3: ['red', 'green', 'blue'], 4: ['intensity', 'red', 'green', 'blue'] };
  const more = Math.max(0, columns - 3);
  return ['x', 'y', 'z', ...(after[more] ?? Array.from({ length: more }, (_, n) => `column ${n + 4}`))].slice(0, columns);
}
