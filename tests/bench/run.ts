import { writeFileSync } from 'node:fs';
import { benchFormats } from './formats.ts';
import { benchHouse } from './house.ts';
import { table, type Row } from './row.ts';
import { benchServer } from './server.ts';
import { benchStage2d } from './stage2d.ts';
import { benchStage3d } from './stage3d.ts';
import { benchMotion } from './motion.ts';
import { benchVideo } from './video.ts';
import { benchVideoStage } from './videoStage.ts';

/** `npm run bench -- SUITE [--json FILE]`. Prints figures; never fails by time. */
const suites: Readonly<Record<string, () => Promise<readonly Row[]>>> = { house: benchHouse, stage2d: benchStage2d, stage3d: benchStage3d, video: async () => [...(await benchVideo()), ...(await benchVideoStage()), ...(await benchMotion())], server: benchServer, formats: benchFormats };

const { names, json } = readArguments(process.argv.slice(2));
const unknown = names.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no suite called ${unknown.join(', ')}. Suites: ${Object.keys(suites).join(', ')}\n`);
  process.exitCode = 1;
} else {
  const rows: Row[] = [];
  for (const name of names.length === 0 ? Object.keys(suites) : names) rows.push(...((await suites[name]?.()) ?? []));
  process.stdout.write(`${table(rows)}\n`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
}

function readArguments(argv: readonly string[]): { readonly names: readonly string[]; readonly json: string | null } {
  const at = argv.indexOf('--json');
  const json = at === -1 ? null : (argv[at + 1] ?? null);
  return { names: argv.filter((word, place) => !word.startsWith('--') && (at === -1 || place !== at + 1)), json };
}
