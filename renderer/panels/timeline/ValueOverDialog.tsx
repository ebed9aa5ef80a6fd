import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setAttributeOver } from '#shared/edits/setAttributeOver.ts';
import type { Attribute } from '#shared/model/ontology.ts';
import { frameCount } from '../../media/clipState.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useClip } from './useClip.ts';

/** Sets an attribute that changes by frame over the frames chosen on the timeline, or from here to the end. */
export function ValueOverDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const attributes = useAttributes();
  const selection = useSession((session) => session.selection);
  const frame = useSession((session) => session.frame);
  const range = useSession((session) => session.range) ?? { from: frame, to: frameCount(clip) - 1 };
  const [key, setKey] = useState(attributes[0]?.key ?? '');
  const [text, setText] = useState('');
  const attribute = attributes.find((one) => one.key === key);
  const value = attribute === undefined ? null : parsed(attribute, text === '' ? (choicesOf(attribute)[0] ?? '') : text);
  const set = (): void => {
    if (value !== null && bench.deeds.commit(setAttributeOver, { tracks: [...selection], ...range, key, value })) onClose();
  };
  if (attribute === undefined) return <Dialog title={t('valueOver.title')} closeName={t('dialog.close')} onClose={onClose}><p>{t('valueOver.none')}</p></Dialog>;
  return (
    <Dialog title={t('valueOver.title')} closeName={t('dialog.close')} onClose={onClose} foot={<Button look="primary" disabled={value === null} onClick={set}>{t('valueOver.do')}</Button>}>
      <div className="time-form">
        <Field name={t('valueOver.attribute')}>{(props) => <select {...props} className="input" value={key} onChange={(event) => { setKey(event.target.value); setText(''); }}>{attributes.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</select>}</Field>
        <Field name={t('valueOver.value')}>
          {(props) => (choicesOf(attribute).length > 0
            ? <select {...props} className="input" value={text} onChange={(event) => setText(event.target.value)}>{choicesOf(attribute).map((one) => <option key={one} value={one}>{one}</option>)}</select>
            : <input {...props} className="input" value={text} onChange={(event) => setText(event.target.value)} />)}
        </Field>
      </div>
      <p className="muted number">{t('valueOver.range', { from: range.from, to: range.to })}</p>
    </Dialog>
  );
}

/** Attributes that change by frame and belong to the labels of what is chosen. */
function useAttributes(): readonly Attribute[] {
  const document = useDocument();
  const labels = useWork((work) => work.labels);
  const selection = useSession((session) => session.selection);
  const used = new Set([...selection].map((id) => document?.track(id)?.label));
  const found = labels.filter(({ id }) => used.has(id)).flatMap(({ attributes }) => attributes.filter(({ perFrame }) => perFrame));
  return [...new Map(found.map((one) => [one.key, one])).values()];
}

function choicesOf(attribute: Attribute): readonly string[] {
  return attribute.input === 'checkbox' ? ['true', 'false'] : attribute.input === 'select' || attribute.input === 'radio' ? attribute.values : [];
}

function parsed(attribute: Attribute, text: string): string | number | boolean | null {
  if (attribute.input === 'checkbox') return text === 'true';
  if (attribute.input !== 'number') return text === '' ? null : text;
  return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}
