import { useTranslation } from 'react-i18next';
import { commandById } from '../../commands/commandList.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useWork } from '../benchContext.ts';
import { useKeyOf } from '../useKeymap.ts';
import { CommandButton, useEnabled } from './CommandButton.tsx';
import './toolbar.css';

const PARTS: readonly (readonly string[])[] = [
  ['edit.undo', 'edit.redo', 'object.delete'],
  ['view.zoomOut', 'view.zoomIn', 'view.fit', 'object.focus', 'view.adjust'],
];
const TASK_PART = ['task.previous', 'task.next'] as const;

export function Toolbar() {
  const { t } = useTranslation();
  return (
    <div className="toolbar" role="toolbar" aria-label={t('toolbar.name')} data-own-area>
      {PARTS.map((ids) => <Part key={ids[0]} ids={ids} />)}
      <span className="grow" />
      <Part ids={TASK_PART} />
      <WordButton id="flag.raise" look="flag-button" />
      <WordButton id="task.done" look="primary" />
    </div>
  );
}

function Part({ ids }: { readonly ids: readonly string[] }) {
  return <div className="toolbar-part">{ids.map((id) => <CommandButton key={id} id={id} />)}</div>;
}

function WordButton({ id, look }: { readonly id: string; readonly look: string }) {
  const { t } = useTranslation();
  const { enabled, run } = useEnabled(id);
  const command = commandById(id);
  const readOnly = useWork((work) => work.open?.readOnly ?? false);
  const key = useKeyOf(id);
  if (command === null || readOnly) return null;
  return (
    <button type="button" className={`button ${look}`} disabled={!enabled} onClick={run} {...(key === null ? {} : { 'aria-keyshortcuts': key })}>
      {t(`command.${id}`)}
      {key === null ? null : <Kbd keys={key} />}
    </button>
  );
}
