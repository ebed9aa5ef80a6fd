import { adapters, barrels } from './floorPlan.ts';
import { lineAt } from './scan/importsOf.ts';
import { isTest, type Source } from './scan/readSources.ts';

interface Word {
  readonly find: RegExp;
  readonly why: string;
  /** Where it is looked for: code without strings and comments unless said otherwise. */
  readonly in?: 'comments' | 'strings' | 'text';
  readonly where: (path: string) => boolean;
}

const product = (path: string): boolean => /^(?:shared|renderer|electron|server)\//.test(path) && !isTest(path);
const everywhere = (path: string): boolean => !path.startsWith('tests/house/');
const pureRenderer = (path: string): boolean => /^renderer\/(?:tools|scene)\//.test(path) && !isTest(path);

export const words: readonly Word[] = [
  { find: /\b(?:Date\.now|performance\.now|Math\.random|crypto\.(?:randomUUID|getRandomValues)|randomUUID|setTimeout|setInterval|setImmediate)\b(?=\s*[(,)])|\bnew Date\(\s*\)|(?<![.\w#]|function )fetch\(/g, why: 'time, chance, timers and the network belong to adapters, listed with their reason in tests/house/floorPlan.ts; hand them in as ports', where: (path) => product(path) && adapters[path] === undefined },
  { find: /\b(?:TODO|FIXME|XXX|HACK)\b/g, why: 'notes belong in DECISIONS.md or in an issue', in: 'comments', where: everywhere },
  { find: /(?:^|\n)\s*\/\/\s*(?:const|let|import|export|return|if \(|for \(|await |function )[^\n]*[;{]\s*(?=\n|$)/g, why: 'code that is commented out is dead', in: 'comments', where: everywhere },
  { find: /\b(?:it|test|describe)\.(?:skip|todo|only|fails|fixme)\b(?!If)/g, why: 'a test that cannot run is deleted or fixed; only absent data may skip one, with runIf or skipIf', where: everywhere },
  { find: /\bdangerouslySetInnerHTML\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/g, why: 'text is set as text, never as HTML', where: product },
  { find: /\beval\(|\bnew Function\(/g, why: 'the policy of the page forbids code from strings', where: product },
  { find: /\bwindow\b|\bHTML\w*Element\b|\b(?:Pointer|Mouse|Keyboard|Wheel)Event\b|\brequestAnimationFrame\b|\bquerySelector\w*\b|\bdocument\.(?:createElement|body|addEventListener)\b/g, why: 'tools and scene know no page', where: pureRenderer },
  { find: /@ts-(?:ignore|nocheck|expect-error)|(?:oxlint|eslint)-disable/g, why: 'a rule is kept or changed for everyone, not switched off in place', in: 'comments', where: everywhere },
  { find: /\b(?:get|set) \w+\([^)]*\)[^{;]*\{[^}]*\bthis(?:\.#?\w+)+\s*=[^=]/g, why: 'getters have no effects', where: product },
  { find: /\bclass \w+ extends (?!Error\b|AppError\b|Component\b|React\.Component\b|Dexie\b)\w/g, why: 'no inheritance beyond Error (and the classes that libraries demand)', where: product },
  { find: /^\s*(?:export\s+)?(?:const\s+)?enum\b/gm, why: 'a union of words says the same and vanishes', where: everywhere },
  { find: /registry\.npmjs\.org|registry\.yarnpkg\.com|\/root\/|\/Users\/[A-Za-z]|\/work\/(?:main|shared)\b/g, why: 'no registry and no path of somebody’s machine in what is committed', in: 'text', where: everywhere },
];

/** Breaches of the word rules in one source. */
export function wordBreaches(source: Source): string[] {
  return words
    .filter(({ where }) => where(source.path))
    .flatMap((word) => [...textFor(source, word).matchAll(word.find)].map((match) => `${source.path}:${lineAt(source.text, match.index)} ${JSON.stringify(match[0].trim())}: ${word.why}`));
}

function textFor(source: Source, word: Word): string {
  return word.in === 'comments' ? source.comments : word.in === 'text' ? source.text : source.code;
}

/** Breaches of the naming rules in one path. */
export function nameBreaches(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const name = path.split('/').at(-1) ?? '';
  const found: string[] = [];
  if (folders.some((folder) => /^(?:utils?|helpers?|common|misc|lib)$/i.test(folder))) found.push(`${path}: a folder says what is in it; utils, helpers and common do not`);
  if (/^index\.[jt]sx?$/.test(name) && !barrels.includes(path)) found.push(`${path}: no barrels except the registries listed in tests/house/floorPlan.ts`);
  if (/\.(?:ts|tsx|mjs)$/.test(name) && !/^[A-Za-z][A-Za-z0-9]*(?:\.[a-z0-9]+)*\.(?:ts|tsx|mjs)$/.test(name)) found.push(`${path}: file names are camelCase for functions and PascalCase for components and classes`);
  return found;
}
