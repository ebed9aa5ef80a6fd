const LONGEST = 160;

/** A value of a unit in few words: a label by its name, a shape by its measures, anything else as it is written down. */
export function valueText(value: unknown, labelName: (id: string) => string | null): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return labelName(value) ?? value.slice(0, LONGEST);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '?';
  if ('said' in value && typeof value.said === 'string') return value.said;
  if ('kind' in value && value.kind === 'box' && 'x' in value && 'y' in value && 'width' in value && 'height' in value) {
    return [value.x, value.y, value.width, value.height].map((number) => (typeof number === 'number' ? String(Math.round(number * 10) / 10) : '?')).join(', ');
  }
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
