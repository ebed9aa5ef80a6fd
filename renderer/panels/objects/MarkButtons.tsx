import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import { hasMark, type Mark } from '#shared/edits/setMark.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { arrangeCommands } from '../../commands/arrange.commands.ts';
import { toggleHidden, toggleMark } from '../../commands/objectState.commands.ts';
import { isIconName, type IconName } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useKeymap } from '../useKeymap.ts';

const MARKS: readonly (readonly [Mark, IconName, string])[] = [
  ['locked', 'lock', 'object.lock'], ['pinned', 'pin', 'object.pin'], ['occluded', 'occluded', 'object.occluded'], ['truncated', 'truncated', 'object.truncated'], ['difficult', 'difficult', 'object.difficult'],
];

interface MarkButtonsProps {
  readonly document: ReadDocument;
  readonly ids: readonly TrackId[];
}

/** What can be done to all of them at once, each as one step: marks, visibility, removal. */
export function MarkButtons({ document, ids }: MarkButtonsProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const keymap = useKeymap();
  const frame = useSession((session) => session.frame);
  const hidden = useSession((session) => session.hidden);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const keyOf = (id: string): string | null => keymap.get(id)?.[0] ?? null;
  const revision = useWork((work) => work.revision);
  const counts = useMemo(() => countMarks({ document, revision }, ids, frame), [document, revision, ids, frame]);
  const allHidden = ids.every((id) => hidden.has(id));
  return (
    <div className="mark-buttons" role="toolbar" aria-label={t('objects.marks')}>
      {MARKS.map(([mark, icon, command]) => {
        const count = counts[mark];
        return <IconButton key={mark} small icon={icon} name={t(`mark.${mark}`)} hint={keyOf(command)} disabled={readOnly} aria-pressed={count === 0 ? false : count === ids.length ? true : 'mixed'} onClick={() => toggleMark(bench, ids, mark)} />;
      })}
      <IconButton small icon={allHidden ? 'eye-off' : 'eye'} name={t('command.object.hide')} hint={keyOf('object.hide')} aria-pressed={allHidden} onClick={() => toggleHidden(bench, ids)} />
      <span className="grow" />
      <IconButton small icon="trash" name={t('command.object.delete')} hint={keyOf('object.delete')} disabled={readOnly} onClick={() => void bench.deeds.commit(removeTracks, { tracks: ids })} />
    </div>
  );
}

/** How many of them have each mark. The document changes in place; its revision says when it is another one. */
function countMarks({ document }: { readonly document: ReadDocument; readonly revision: number }, ids: readonly TrackId[], frame: number): Readonly<Record<Mark, number>> {
  const counts = { locked: 0, pinned: 0, occluded: 0, truncated: 0, difficult: 0 };
  for (const id of ids) for (const [mark] of MARKS) if (hasMark(document, id, { frame, mark })) counts[mark] += 1;
  return counts;
}

/** Brings the selected ones into line. */
export function ArrangeButtons() {
  const { t } = useTranslation();
  const bench = useBench();
  return (
    <div className="mark-buttons" role="toolbar" aria-label={t('group.arrange')}>
      {arrangeCommands.map((command) => (command.icon !== null && isIconName(command.icon) ? <IconButton key={command.id} small icon={command.icon} name={t(`command.${command.id}`)} disabled={!command.enabled(bench)} onClick={() => void command.run(bench)} /> : null))}
    </div>
  );
}
