import type { Workbench } from '../../commands/workbench.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { taskIdOf, type ItemId } from '#shared/model/ids.ts';
import type { Item } from '#shared/bridge/hostContract.ts';
import type { Formats } from '../import/useFormats.ts';
import type { Tell } from '../useJob.ts';

type WriteDocument = Parameters<Formats['addDocuments']>[0]['documents'][number];

export interface Collected {
  readonly documents: readonly WriteDocument[];
  /** Items that cannot be part of the export because nobody can tell their size. */
  readonly unreadable: readonly string[];
}

/** Every item of the project with what is labelled on it, as the local database knows it. Sizes nobody has looked at are asked for. */
export async function collectDocuments({ host, workspace, work }: Workbench, tell: Tell, signal: AbortSignal): Promise<Collected> {
  const { project, items } = work.getState();
  if (project === null) return { documents: [], unreadable: [] };
  const rows = await workspace.streams.query({ project: project.id, types: ['track', 'keyframe', 'frame', 'stretch', 'relation', 'camera', 'cameraPath', 'proposal', 'flag', 'conflict'] }, { signal });
  const byStream = new Map<string, DocumentRecord[]>();
  for (const { stream, record } of rows) {
    const own = byStream.get(stream);
    if (own === undefined) byStream.set(stream, [record]);
    else own.push(record);
  }
  const documents: WriteDocument[] = [];
  const unreadable: string[] = [];
  for (const [at, item] of items.entries()) {
    signal.throwIfAborted();
    tell(at, items.length, item.name);
    const sized = item.width === null && item.problem === null ? await host.media.probe({ project: project.id, item: item.id }, { signal }).catch((): Item => item) : item;
    const records = byStream.get(`t:${taskIdOf(item.id as ItemId)}`) ?? [];
    if (sized.width === null || sized.height === null) unreadable.push(item.name);
    else documents.push({ item: { id: item.id as ItemId, name: item.name, width: sized.width, height: sized.height }, records });
  }
  return { documents, unreadable };
}
