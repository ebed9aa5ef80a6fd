import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Where the parts of the built program are. */
export interface ProgramFolders {
  readonly renderer: string;
  readonly storeProcess: string;
  readonly decoderProcess: string;
  readonly preload: string;
  readonly samples: string;
  readonly version: string;
}

/** `module` is `import.meta.url` of a bundled file; all bundles of the program lie in `out/electron`. */
export function programFolders(module: string): ProgramFolders {
  const here = dirname(fileURLToPath(module));
  const root = join(here, '..', '..');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    renderer: join(here, '..', 'renderer'),
    storeProcess: join(here, 'storeProcess.js'),
    decoderProcess: join(here, 'decoderProcess.js'),
    preload: join(here, 'preload.cjs'),
    samples: join(root, 'assets', 'sample'),
    version,
  };
}
