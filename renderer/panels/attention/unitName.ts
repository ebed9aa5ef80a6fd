/** What a disputed part of a record is called; an attribute by its own key. */
export function unitName(t: (key: string, options: { defaultValue: string }) => string, unit: string): string {
  return t(`unit.${unit}`, { defaultValue: unit.replace(/^(attr|meta)\./, '') });
}
