import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { relateTracks } from '#shared/edits/relateTracks.ts';
import { MOST_RELATION_NAME, type Track } from '#shared/model/records.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { ThingName } from './ThingName.tsx';
import { useRelationNames } from './useRelationNames.ts';
import './relations.css';

/** Says what the things selected first are to the one selected last, or the other way round. */
export function RelateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useDocument();
  const selection = useSession((session) => session.selection);
  const [turned, setTurned] = useState(false);
  const [mutual, setMutual] = useState(false);
  const [typed, setTyped] = useState('');
  const tracks = [...selection].flatMap((id) => document?.track(id) ?? []);
  const [first, last] = [tracks.slice(0, -1), tracks.slice(-1)];
  const [from, to] = turned ? [last, first] : [first, last];
  const relate = (name: string): void => {
    if (bench.deeds.commit(relateTracks, { from: from.map(({ id }) => id), to: to.map(({ id }) => id), name, mutual })) onClose();
  };
  return (
    <Dialog title={t('relate.title')} closeName={t('dialog.close')} onClose={onClose} width={440} foot={<Button look="primary" disabled={typed.trim() === ''} onClick={() => relate(typed)}>{t('relate.do')}</Button>}>
      <div className="relate-ends">
        <Ends tracks={from} />
        <IconButton icon="swap" name={t('relate.turn')} onClick={() => setTurned(!turned)} />
        <Ends tracks={to} />
      </div>
      <Names typed={typed} onType={setTyped} onChoose={relate} />
      <label className="check"><input type="checkbox" checked={mutual} onChange={(event) => setMutual(event.target.checked)} />{t('relate.mutual')}</label>
    </Dialog>
  );
}

function Ends({ tracks }: { readonly tracks: readonly Track[] }) {
  const { t } = useTranslation();
  const [only] = tracks;
  return <span className="relate-end">{tracks.length === 1 && only !== undefined ? <ThingName track={only} /> : t('objects.selected.many', { count: tracks.length })}</span>;
}

interface NamesProps {
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onChoose: (name: string) => void;
}

/** A name is written, or chosen from those that are offered: by its digit while nothing is written, or with the arrows. */
function Names({ typed, onType, onChoose }: NamesProps) {
  const { t } = useTranslation();
  const all = useRelationNames();
  const [current, setCurrent] = useState(-1);
  const names = all.filter((name) => name.toLowerCase().includes(typed.trim().toLowerCase())).slice(0, 30);
  const onKey = (event: KeyboardEvent): void => {
    const numbered = typed === '' && /^[1-9]$/.test(event.key) ? names[Number(event.key) - 1] : undefined;
    const chosen = names[current] ?? (typed.trim() === '' ? undefined : typed);
    if (event.key === 'ArrowDown') setCurrent(Math.min(names.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setCurrent(Math.max(-1, current - 1));
    else if (numbered !== undefined) onChoose(numbered);
    else if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Field name={t('relate.name')}>
        {(props) => <input {...props} className="input" autoComplete="off" value={typed} maxLength={MOST_RELATION_NAME} placeholder={t('relate.example')} onChange={(event) => { onType(event.target.value); setCurrent(-1); }} onKeyDown={onKey} />}
      </Field>
      {names.length === 0 ? null : (
        <ul className="relate-names" aria-label={t('relate.offered')}>
          {names.map((name, at) => (
            <li key={name}>
              <button type="button" className={at === current ? 'relate-name current' : 'relate-name'} onClick={() => onChoose(name)}>
                <span className="grow cut">{name}</span>
                {typed === '' && at < 9 ? <Kbd keys={String(at + 1)} /> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
