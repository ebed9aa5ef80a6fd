import type { Source } from './files.ts';
import { linesOf } from './pieces.ts';

/**
 * The rows of a CSV file as people and spreadsheets write it: fields in quotes may hold commas, quotes doubled, and line
 * ends; what separates fields (comma, semicolon, tab) is told by the first line.
 */
export async function* csvRows(source: Source, name: string): AsyncGenerator<readonly string[]> {
  let separator: string | null = null;
  let open: string | null = null;
  for await (const line of linesOf(source, name)) {
    if (open === null && line.trim() === '') continue;
    const text: string = open === null ? line : `${open}\n${line}`;
    // An odd number of quotes: the field goes on in the next line.
    if ((text.match(/"/g)?.length ?? 0) % 2 === 1 && text.length < LONGEST_ROW) {
      open = text;
      continue;
    }
    open = null;
    separator ??= separatorOf(text);
    yield fieldsOf(text, separator);
  }
  if (open !== null) yield fieldsOf(open, separator ?? separatorOf(open));
}

const LONGEST_ROW = 1_000_000;

function separatorOf(line: string): string {
  const counted = [',', ';', '\t'].map((one) => [one, line.split(one).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function fieldsOf(text: string, separator: string): readonly string[] {
  if (!text.includes('"')) return text.split(separator).map((field) => field.trim());
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const start = at + (/^\s*/.exec(text.slice(at, at + 20))?.[0].replace(/\t/g, '').length ?? 0);
    if (text[start] === '"') {
      let [end, field] = [start + 1, ''];
      for (let quote = text.indexOf('"', end); quote >= 0; quote = text.indexOf('"', end)) {
        field += text.slice(end, quote);
        end = quote + 1;
        if (text[end] !== '"') break;
        field += '"';
        end += 1;
      }
      fields.push(field);
      const next = text.indexOf(separator, end);
      at = next < 0 ? text.length + 1 : next + 1;
    } else {
      const next = text.indexOf(separator, at);
      fields.push(text.slice(at, next < 0 ? undefined : next).trim());
      at = next < 0 ? text.length + 1 : next + 1;
    }
  }
  return fields;
}

/** One row; fields that need quotes get them. */
export function csvRow(fields: readonly (string | number)[]): string {
  return `${fields.map((field) => (typeof field === 'number' ? String(field) : quoted(field))).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
