import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { Workbench } from '../../commands/workbench.ts';
import type { Tell } from '../useJob.ts';

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

const LARGEST = 1_000_000_000;
const MOST_FILES = 50_000;
const DEEPEST = 4;

/** All files below a granted folder that may hold annotations: JSON, up to four folders deep. */
export async function findAnnotationFiles({ host }: Workbench, { grant }: FolderGrant, signal: AbortSignal): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let next = folders.shift(); next !== undefined && found.length < MOST_FILES; next = folders.shift()) {
    signal.throwIfAborted();
    for (const entry of await host.files.list({ grant, path: next.path }, { signal })) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (entry.kind === 'folder' && next.depth < DEEPEST) folders.push({ path, depth: next.depth + 1 });
      else if (entry.name.toLowerCase().endsWith('.json')) found.push({ path, bytes: entry.bytes });
    }
  }
  return found;
}

interface Reading {
  readonly grant: FolderGrant;
  readonly files: readonly FoundFile[];
  readonly tell: Tell;
  readonly signal: AbortSignal;
}

/** Hands the files on in portions, so that a thousand small ones do not cost a thousand questions of the worker. */
export async function readFiles({ host }: Workbench, { grant, files, tell, signal }: Reading, add: (files: { name: string; bytes: Uint8Array }[]) => Promise<void>): Promise<void> {
  const portion: { name: string; bytes: Uint8Array }[] = [];
  for (const [at, { path, bytes: size }] of files.entries()) {
    signal.throwIfAborted();
    if (size > LARGEST) throw new AppError('import/too-large', `“${path}” is larger than 1 GB, which is more than can be read at once.`, { params: { name: path } });
    tell(at, files.length, path);
    portion.push({ name: path, bytes: await host.files.read({ grant: grant.grant, path, maxBytes: LARGEST }, { signal }) });
    if (portion.length >= 200) await add(portion.splice(0));
  }
  await add(portion.splice(0));
}
