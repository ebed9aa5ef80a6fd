import type { Item, ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { messageOf } from '../i18n/i18n.ts';
import { tell, type Inside } from './inside.ts';
import { showQueue } from './showProject.ts';

interface Indexed {
  readonly info: ProjectInfo;
  readonly editor: OpenEditor;
}

/** Lists the project's pictures, clips and sequences as the host finds them. */
export function watchIndex(inside: Inside, { info, editor }: Indexed, signal: AbortSignal): void {
  void listItems(inside, { info, editor }, signal).catch((error: unknown) => {
    if (signal.aborted) return;
    inside.work.setState(({ index }) => ({ index: { ...index, done: true }, problem: messageOf(error) }));
    tell(inside, 'bad', messageOf(error));
  });
}

async function listItems(inside: Inside, { info, editor }: Indexed, signal: AbortSignal): Promise<void> {
  const all: Item[] = [];
  for await (const step of inside.host.projects.index({ project: info.id }, { signal })) {
    if (signal.aborted) return;
    all.push(...step.items);
    const skipped = [...inside.work.getState().index.skipped, ...step.skipped];
    inside.work.setState({ items: [...all], index: { found: all.length, done: step.done, skipped } });
    showQueue(inside, editor);
    if (step.done && skipped.length > 0) tell(inside, 'warn', { key: 'toast.skipped', params: { count: skipped.length, name: skipped[0]?.name ?? '' } });
  }
}
