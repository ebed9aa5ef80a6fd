import { listOf } from '../loose.ts';

/** What a `data.yaml` says that concerns labels. */
export interface DataYaml {
  readonly names: ReadonlyMap<number, string>;
  /** Joints per skeleton, and numbers per joint (2 or 3). */
  readonly joints: readonly [count: number, dims: number] | null;
  /** Names of the joints, the same for every class; null when the file has none. */
  readonly jointNames: readonly string[] | null;
}

/**
 * Reads the few keys that matter of the few ways they are written: lists and maps in one line or one entry a line.
 * Everything else in the file, which people extend as they like, is passed over.
 */
export function readDataYaml(text: string): DataYaml {
  const names = new Map<number, string>();
  for (const [key, value] of entriesOf(text, 'names')) if (Number.isInteger(key) && key >= 0 && key < 100_000) names.set(key, value);
  const [count, dims] = entriesOf(text, 'kpt_shape').map(([, value]) => Number(value));
  const joints = count !== undefined && Number.isInteger(count) && count > 0 && count <= 200 && (dims === 2 || dims === 3) ? ([count, dims] as const) : null;
  const named = entriesOf(text, 'kpt_names').flatMap(([, value]) => (value.startsWith('[') ? inline(value).map(([, name]) => name) : [value]));
  return { names, joints, jointNames: joints !== null && named.length >= joints[0] ? named.slice(0, joints[0]) : null };
}

export function writeDataYaml(names: readonly string[], joints: readonly [number, number] | null): string {
  const kpt = joints === null ? [] : [`kpt_shape: [${joints.join(', ')}]`];
  return ['path: .', 'train: images/train', 'val: images/train', ...kpt, 'names:', ...names.map((name, index) => `  ${index}: ${JSON.stringify(name)}`), ''].join('\n');
}

function entriesOf(text: string, key: string): readonly (readonly [number, string])[] {
  const lines = text.split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return [];
  const same = withoutComment(lines[at] ?? '').slice(key.length + 1).trim();
  if (same !== '') return inline(gathered(same, lines.slice(at + 1)));
  const found: (readonly [number, string])[] = [];
  for (const line of lines.slice(at + 1)) {
    const plain = withoutComment(line).trim();
    if (plain === '') continue;
    if (!/^[\s-]/.test(line)) break;
    const [, number, value] = /^(?:-\s*)?(?:['"]?(\d+)['"]?\s*:\s*)?(.*)$/.exec(plain) ?? [];
    found.push([number === undefined ? found.length : Number(number), unquoted(value ?? '')]);
  }
  return found;
}

/** A list in brackets may go on over lines. */
function gathered(first: string, rest: readonly string[]): string {
  const close = first.startsWith('{') ? '}' : ']';
  let all = first;
  for (const line of rest) {
    if (all.includes(close) || !/^[[{]/.test(first)) break;
    all += ` ${withoutComment(line).trim()}`;
  }
  return all;
}

function inline(text: string): readonly (readonly [number, string])[] {
  const asJson = parsedList(text);
  if (asJson !== null) return asJson.map((value, index) => [index, String(value)]);
  const inside = text.replace(/^[[{]\s*/, '').replace(/\s*[\]}]\s*$/, '');
  const parts = inside.match(/(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^,'"]|(?<=\w)['"])+/g) ?? [];
  return parts.flatMap((part, index) => {
    const [, number, value] = /^\s*(?:['"]?(\d+)['"]?\s*:\s*)?(.*?)\s*$/s.exec(part) ?? [];
    return value === undefined || value === '' ? [] : [[number === undefined ? index : Number(number), unquoted(value)] as const];
  });
}

function parsedList(text: string): readonly unknown[] | null {
  try {
    return listOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function unquoted(value: string): string {
  if (value.startsWith('"') && value.endsWith('"') && value.length > 1) {
    try {
      return String(JSON.parse(value));
    } catch {
      return value.slice(1, -1);
    }
  }
  return value.startsWith("'") && value.endsWith("'") && value.length > 1 ? value.slice(1, -1).replaceAll("''", "'") : value;
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#[^'"]*$/, '');
}
