import { acknowledgeRevisions, guidelineIn, unreadBy } from '#shared/edits/guideline.ts';
import type { RevisionId } from '#shared/model/ids.ts';
import type { Command } from './command.ts';
import { mayLead } from './rights.ts';
import type { Workbench } from './workbench.ts';

export const guidelineCommands: readonly Command<Workbench>[] = [
  { id: 'view.reflection', group: 'view', keys: [], icon: 'list', enabled: ({ work }) => work.getState().project !== null, run: ({ screen }) => screen.setState({ page: 'work', reflecting: true }) },
  { id: 'view.themes', group: 'view', keys: [], icon: 'people', enabled: ({ work }) => mayLead(work.getState().project?.role ?? null), run: ({ screen }) => screen.setState({ dialog: 'themes' }) },
  { id: 'view.record', group: 'view', keys: [], icon: 'person', enabled: ({ work }) => work.getState().project !== null, run: ({ screen }) => screen.setState({ dialog: 'record' }) },
  { id: 'view.guideline', group: 'view', keys: ['Alt+4'], icon: 'book', enabled: ({ work }) => work.getState().project !== null, run: ({ screen }) => screen.setState({ page: 'work', side: 'guideline' }) },
  { id: 'guideline.read', group: 'flag', keys: ['Alt+Shift+o'], icon: 'check', enabled: (bench) => unread(bench).length > 0, run: (bench) => void bench.deeds.commit(acknowledgeRevisions, { revisions: unread(bench) }) },
];

function unread({ work }: Workbench): readonly RevisionId[] {
  const { editor, me } = work.getState();
  return editor === null ? [] : unreadBy(editor.document, guidelineIn(editor.document), me).map(({ revision }) => revision.id);
}
