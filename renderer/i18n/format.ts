import i18next from 'i18next';

/** Numbers, sizes and times as the person's language writes them. */
export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(i18next.language, { maximumFractionDigits: digits }).format(value);
}

/** A share of one with two digits, as measures of agreement are written. */
export function formatShare(share: number): string {
  return new Intl.NumberFormat(i18next.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(share);
}

export function formatPercent(share: number): string {
  return new Intl.NumberFormat(i18next.language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

export function formatTime(at: number): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function formatBytes(bytes: number): string {
  const step = bytes <= 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(i18next.language, { style: 'unit', unit: UNITS[step] ?? 'byte', maximumFractionDigits: step === 0 ? 0 : 1 }).format(bytes / 1000 ** step);
}

/** Words as a list: “a, b and c”. */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(i18next.language).format(words);
}

/** The language the person is spoken to in, as a tag. */
export function language(): string {
  return i18next.language;
}

/** Milliseconds as minutes, whole ones from ten on; under a minute as seconds. */
export function formatMinutes(milliseconds: number): string {
  const unit = milliseconds < 60_000 ? 'second' : 'minute';
  const value = milliseconds / (unit === 'second' ? 1000 : 60_000);
  return new Intl.NumberFormat(i18next.language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: unit === 'minute' && value < 10 ? 1 : 0 }).format(value);
}
