import { cloudProblem } from '../cloudProblem.ts';
import { elements, type ElementType } from '../elementType.ts';

/** A property; `lengthType` is set for lists. */
export interface PlyProperty {
  readonly name: string;
  readonly type: ElementType;
  readonly lengthType: ElementType | null;
}

export interface PlyElement {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
  /** Bytes of one, or null where lists make them differ. */
  readonly stride: number | null;
}

export interface PlyHeader {
  readonly form: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  readonly elements: readonly PlyElement[];
}

const TYPES: Readonly<Record<string, ElementType>> = {
  char: 'int8', int8: 'int8', uchar: 'uint8', uint8: 'uint8', short: 'int16', int16: 'int16', ushort: 'uint16', uint16: 'uint16',
  int: 'int32', int32: 'int32', uint: 'uint32', uint32: 'uint32', float: 'float32', float32: 'float32', double: 'float64', float64: 'float64',
  int64: 'int64', uint64: 'uint64', long: 'int64', ulong: 'uint64',
};

export function isEndOfHead(line: string): boolean {
  return line.trim() === 'end_header';
}

/** Reads the lines of a PLY head. Throws `cloud/head`. */
export function readPlyHeader(name: string, lines: readonly string[]): PlyHeader {
  const wrong = (what: string): Error => cloudProblem('cloud/head', { name, form: 'PLY', what });
  const found: { name: string; count: number; properties: PlyProperty[] }[] = [];
  let form: PlyHeader['form'] | null = null;
  for (const line of lines) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === 'format') form = formOf(rest[0]) ?? wrongly(wrong(`format ${rest[0] ?? ''} is unknown`));
    if (word === 'element') {
      if (rest[0] === undefined || !/^\d{1,15}$/.test(rest[1] ?? '')) throw wrong(`“${line}” gives no count`);
      found.push({ name: rest[0], count: Number(rest[1]), properties: [] });
    }
    if (word === 'property') found.at(-1)?.properties.push(propertyOf(rest) ?? wrongly(wrong(`“${line}” is no property`)));
  }
  if (form === null) throw wrong('it does not say its format');
  return { form, elements: found.map((element) => ({ ...element, stride: strideOf(element.properties) })) };
}

function wrongly(error: Error): never {
  throw error;
}

function formOf(word: string | undefined): PlyHeader['form'] | null {
  return word === 'ascii' || word === 'binary_little_endian' || word === 'binary_big_endian' ? word : null;
}

function propertyOf(words: readonly string[]): PlyProperty | null {
  const [first = '', second = '', third = '', fourth] = words;
  const isList = first === 'list';
  const [type, name] = isList ? [TYPES[third], fourth] : [TYPES[first], second];
  const lengthType = isList ? TYPES[second] : null;
  if (type === undefined || lengthType === undefined || name === undefined || name === '') return null;
  return { name, type, lengthType };
}

function strideOf(properties: readonly PlyProperty[]): number | null {
  if (properties.some(({ lengthType }) => lengthType !== null)) return null;
  return properties.reduce((sum, { type }) => sum + elements[type].width, 0);
}
