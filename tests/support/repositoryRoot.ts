import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, from a source as from a bundle under `out/`. */
export const repositoryRoot = climb(dirname(fileURLToPath(import.meta.url)));

function climb(folder: string): string {
  const note = join(folder, 'package.json');
  if (existsSync(note) && readFileSync(note, 'utf8').includes('"name": "sightline"')) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('this program is not inside the repository');
  return climb(above);
}
