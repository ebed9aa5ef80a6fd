import type { Item } from '#shared/bridge/hostContract.ts';
import type { CliProject } from './openProject.ts';

/** Every item of a project; pictures with their size, looked up where nobody has yet. */
export async function projectItems({ id, services }: CliProject, onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const { items: found } of services.projects.index({ project: id }, { signal })) items.push(...found);
  const sized: Item[] = [];
  for (const item of items) {
    signal.throwIfAborted();
    const unknown = item.media === 'image' && item.width === null && item.problem === null;
    sized.push(unknown ? await services.media.probe({ project: id, item: item.id }, { signal }) : item);
    onProgress(sized.length, items.length);
  }
  return sized;
}
