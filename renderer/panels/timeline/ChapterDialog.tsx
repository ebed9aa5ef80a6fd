import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addChapter, chaptersOf, removeChapter, renameChapter } from '#shared/edits/stretches.ts';
import type { StretchId } from '#shared/model/ids.ts';
import { frameCount } from '../../media/clipState.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useClip } from './useClip.ts';

/** The parts of a clip that have a name: those of the file, and those people make of the frames chosen on the timeline. */
export function ChapterDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const clip = useClip();
  const document = useDocument();
  const own = document === null ? [] : chaptersOf(document);
  const fromFile = clip?.facts?.chapters ?? [];
  return (
    <Dialog title={t('chapter.title')} closeName={t('dialog.close')} onClose={onClose} width={560}>
      <NewChapter />
      {own.map((chapter) => <Own key={chapter.id} id={chapter.id} title={chapter.title} from={chapter.from} to={chapter.to} />)}
      {fromFile.map((chapter) => <div key={`${chapter.from} ${chapter.title}`} className="chapter-row"><span className="grow cut">{chapter.title}</span><span className="muted small">{t('chapter.ofFile', { from: chapter.from, to: chapter.to })}</span></div>)}
      {own.length + fromFile.length === 0 ? <p className="muted">{t('chapter.none')}</p> : null}
    </Dialog>
  );
}

function NewChapter() {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const frame = useSession((session) => session.frame);
  const range = useSession((session) => session.range) ?? { from: frame, to: frameCount(clip) - 1 };
  const [title, setTitle] = useState('');
  const add = (): void => {
    if (bench.deeds.commit(addChapter, { id: bench.newId() as StretchId, title, ...range })) setTitle('');
  };
  return (
    <form className="time-form" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <Field name={t('chapter.name')}>{(props) => <input {...props} className="input" value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />}</Field>
      <span className="muted small number">{t('chapter.range', { from: range.from, to: range.to })}</span>
      <Button look="primary" disabled={title.trim() === ''} onClick={add}>{t('chapter.add')}</Button>
    </form>
  );
}

function Own({ id, title, from, to }: { readonly id: StretchId; readonly title: string; readonly from: number; readonly to: number }) {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const [typed, setTyped] = useState(title);
  return (
    <div className="chapter-row">
      <input className="input grow" aria-label={t('chapter.rename', { name: title })} value={typed} maxLength={200} onChange={(event) => setTyped(event.target.value)} onBlur={() => { if (typed.trim() !== '' && typed !== title) bench.deeds.commit(renameChapter, { id, title: typed }); else setTyped(title); }} />
      <span className="muted small number">{t('chapter.range', { from, to })}</span>
      <IconButton icon="focus" small name={t('chapter.goTo', { name: title })} onClick={() => clip?.player.seek(from)} />
      <IconButton icon="trash" small name={t('chapter.remove', { name: title })} onClick={() => bench.deeds.commit(removeChapter, { id })} />
    </div>
  );
}
