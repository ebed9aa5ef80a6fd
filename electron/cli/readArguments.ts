import { parseArgs } from 'node:util';
import { AppError, errorSentence } from '#shared/base/errors.ts';
import type { Format } from '#shared/formats/format.ts';
import { reviewCodec, type ReviewCodec } from '#shared/bridge/reviewContract.ts';
import { formatById, formats } from '#shared/formats/registry.ts';

interface Common {
  readonly preview: boolean;
  readonly json: boolean;
}

/** What a command can put into a review clip: nothing is chosen without a window. */
const CONTENTS = ['risky', 'flagged', 'whole'] as const;
type CliContent = (typeof CONTENTS)[number];

/** What the person asked for, every word of it understood. */
export type Order =
  | { readonly verb: 'help' }
  | ({ readonly verb: 'formats' } & Common)
  | ({ readonly verb: 'export'; readonly project: string; readonly profile: string | null; readonly format: Format; readonly out: string; readonly replace: boolean } & Common)
  | ({ readonly verb: 'import'; readonly project: string; readonly profile: string | null; readonly format: Format; readonly input: string } & Common)
  | ({ readonly verb: 'review'; readonly project: string; readonly profile: string | null; readonly clip: string; readonly content: CliContent; readonly codec: ReviewCodec; readonly height: number | null; readonly mostSeconds: number; readonly out: string; readonly replace: boolean } & Common)
  | ({ readonly verb: 'convert'; readonly from: Format; readonly to: Format; readonly input: string; readonly out: string; readonly replace: boolean } & Common);

const OPTIONS = {
  project: { type: 'string' }, format: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' }, profile: { type: 'string' },
  clip: { type: 'string' }, content: { type: 'string' }, codec: { type: 'string' }, height: { type: 'string' }, seconds: { type: 'string' },
  replace: { type: 'boolean' }, preview: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const;

type Values = Readonly<Partial<Record<keyof typeof OPTIONS, string | boolean>>>;

/** Options each verb takes, and how many further words. */
const TAKES: Readonly<Record<string, { readonly options: readonly string[]; readonly words: readonly string[] }>> = {
  formats: { options: [], words: [] },
  export: { options: ['project', 'format', 'out', 'profile', 'replace', 'preview'], words: [] },
  import: { options: ['project', 'from', 'profile', 'preview'], words: ['IN'] },
  review: { options: ['project', 'clip', 'out', 'content', 'codec', 'height', 'seconds', 'profile', 'replace'], words: [] },
  convert: { options: ['from', 'to', 'replace', 'preview'], words: ['IN', 'OUT'] },
};

export function readArguments(argv: readonly string[]): Order {
  const { values, positionals } = parsed(argv);
  const [verb, ...words] = positionals;
  if (values.help === true || verb === undefined || verb === 'help') return { verb: 'help' };
  const takes = Object.hasOwn(TAKES, verb) ? TAKES[verb] : undefined;
  if (takes === undefined) throw misunderstood(`There is no “${verb}”. It is export, import, review, convert or formats.`);
  for (const option of Object.keys(values)) {
    if (option !== 'json' && !takes.options.includes(option)) throw misunderstood(`“${verb}” does not take --${option}.`);
  }
  if (words.length > takes.words.length) throw misunderstood(`“${verb}” does not know what to do with “${words[takes.words.length] ?? ''}”.`);
  const common = { preview: values.preview === true, json: values.json === true };
  return orderOf(verb, { values, words, common });
}

interface Parts {
  readonly values: Values;
  readonly words: readonly string[];
  readonly common: Common;
}

function orderOf(verb: string, { values, words, common }: Parts): Order {
  const need = (option: keyof Values, what: string): string => textOf(values[option]) ?? fail(`“${verb}” needs --${option} ${what}.`);
  const word = (at: number, what: string): string => words[at] ?? fail(`“${verb}” needs ${what}.`);
  const profile = textOf(values.profile);
  const replace = values.replace === true;
  switch (verb) {
    case 'export':
      return { verb, project: need('project', 'DIR'), format: formatFor(need('format', 'NAME'), 'write'), out: need('out', 'FILE'), profile, replace, ...common };
    case 'import':
      return { verb, project: need('project', 'DIR'), format: formatFor(need('from', 'NAME'), 'read'), input: word(0, 'IN, the file or folder to read'), profile, ...common };
    case 'review':
      return {
        verb, project: need('project', 'DIR'), clip: need('clip', 'NAME'), out: need('out', 'NAME'), profile, replace, ...common,
        content: oneOf(textOf(values.content) ?? 'risky', CONTENTS, '--content'), codec: oneOf(textOf(values.codec) ?? 'vp9', reviewCodec.options, '--codec'),
        height: values.height === undefined ? null : wholeNumber(textOf(values.height), '--height', 64), mostSeconds: wholeNumber(textOf(values.seconds) ?? '120', '--seconds', 1),
      };
    case 'convert':
      return {
        verb, from: formatFor(need('from', 'NAME'), 'read'), to: formatFor(need('to', 'NAME'), 'write'), replace,
        input: word(0, 'IN, the file or folder to read'), out: word(1, 'OUT, the file to write'), ...common,
      };
    default:
      return { verb: 'formats', ...common };
  }
}

function parsed(argv: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    throw misunderstood(errorSentence(cause), cause);
  }
}

function formatFor(id: string, verb: 'read' | 'write'): Format {
  const format = formatById(id);
  if (format !== null && format[verb] !== null) return format;
  const able = formats.filter((one) => one[verb] !== null).map((one) => one.id).join(', ');
  throw misunderstood(`Sightline cannot ${verb} “${id}”. It can ${verb} ${able}.`);
}

function oneOf<T extends string>(text: string, known: readonly T[], option: string): T {
  return known.find((one) => one === text) ?? fail(`${option} is one of ${known.join(', ')}, not “${text}”.`);
}

function wholeNumber(text: string | null, option: string, least: number): number {
  return text !== null && /^\d{1,6}$/.test(text) && Number(text) >= least ? Number(text) : fail(`${option} takes a whole number, ${least} or more.`);
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function fail(sentence: string): never {
  throw misunderstood(sentence);
}

function misunderstood(sentence: string, cause?: unknown): AppError {
  return new AppError('cli/arguments', `${sentence} Try --help.`, { cause });
}
