import { cloudProblem } from '../cloudProblem.ts';
import { elements, type ElementType } from '../elementType.ts';

/** One field of a PCD file. `per` 0 is allowed and takes no room; `_` is padding. */
export interface PcdField {
  readonly name: string;
  readonly type: ElementType;
  readonly per: number;
}

export interface PcdHeader {
  readonly fields: readonly PcdField[];
  readonly points: number;
  readonly data: 'ascii' | 'binary' | 'binary_compressed';
  /** Bytes of one point. */
  readonly stride: number;
}

const TYPES: Readonly<Record<string, ElementType>> = {
  I1: 'int8', I2: 'int16', I4: 'int32', I8: 'int64', U1: 'uint8', U2: 'uint16', U4: 'uint32', U8: 'uint64', F4: 'float32', F8: 'float64',
};

/** Whether a line ends the head. */
export function isDataLine(line: string): boolean {
  return /^DATA\s/.test(line);
}

/** Reads the lines of a PCD head; unknown lines are passed over, as versions differ. Throws `cloud/head`. */
export function readPcdHeader(name: string, lines: readonly string[]): PcdHeader {
  const said = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (!word.startsWith('#')) said.set(word.toUpperCase(), rest);
  }
  const wrong = (what: string): Error => cloudProblem('cloud/head', { name, form: 'PCD', what });
  const names = said.get('FIELDS') ?? said.get('COLUMNS') ?? [];
  if (names.length === 0) throw wrong('it names no fields');
  const list = (key: string, fallback: readonly string[] | null): readonly string[] => {
    const found = said.get(key) ?? fallback;
    if (found?.length !== names.length) throw wrong(`${key} does not say one thing for each of its ${names.length} fields`);
    return found;
  };
  const [sizes, types, counts] = [list('SIZE', null), list('TYPE', null), list('COUNT', names.map(() => '1'))];
  const fields = names.map((field, at): PcdField => {
    const type = TYPES[`${types[at]?.toUpperCase()}${sizes[at]}`];
    const per = wholeOf(counts[at]);
    if (type === undefined) throw wrong(`field ${field} has type ${types[at]} of ${sizes[at]} bytes, which does not exist`);
    if (per === null || per > 1 << 16) throw wrong(`field ${field} has a count of ${counts[at]}`);
    return { name: field, type, per };
  });
  const data = said.get('DATA')?.[0]?.toLowerCase();
  if (data !== 'ascii' && data !== 'binary' && data !== 'binary_compressed') throw wrong(`DATA ${data ?? ''} is unknown`);
  const [width, height] = [wholeOf(said.get('WIDTH')?.[0]), wholeOf(said.get('HEIGHT')?.[0] ?? '1')];
  const points = said.has('POINTS') ? wholeOf(said.get('POINTS')?.[0]) : width === null || height === null ? null : width * height;
  if (points === null) throw wrong('it does not say how many points it holds');
  return { fields, points, data, stride: fields.reduce((sum, field) => sum + elements[field.type].width * field.per, 0) };
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
