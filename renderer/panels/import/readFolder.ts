import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { Workbench } from '../../commands/workbench.ts';

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FoundFiles {
  /** Files that may hold annotations, to choose from. */
  readonly files: readonly FoundFile[];
  /** Pictures beside them: formats look for their names, and some keep labels in pictures. */
  readonly pictures: readonly FoundFile[];
}

const MOST_FILES = 400_000;
const DEEPEST = 8;

/** All files below a granted folder that may have to do with annotations, up to eight folders deep. */
export async function findAnnotationFiles({ host }: Workbench, { grant }: FolderGrant, signal: AbortSignal): Promise<FoundFiles> {
  const found = { files: [] as FoundFile[], pictures: [] as FoundFile[] };
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let next = folders.shift(); next !== undefined && found.files.length + found.pictures.length < MOST_FILES; next = folders.shift()) {
    signal.throwIfAborted();
    for (const entry of await host.files.list({ grant, path: next.path }, { signal })) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (entry.kind === 'folder') {
        if (next.depth < DEEPEST) folders.push({ path, depth: next.depth + 1 });
      } else if (entry.kind !== 'clip') (entry.kind === 'image' ? found.pictures : found.files).push({ path, bytes: entry.bytes });
    }
  }
  return found;
}

/** Chosen at first: everything but archives, or the only archive where there is nothing else. */
export function firstChoice(files: readonly FoundFile[]): ReadonlySet<string> {
  const plain = files.filter(({ path }) => !path.toLowerCase().endsWith('.zip'));
  return new Set((files.length === 1 ? files : plain).map(({ path }) => path));
}
