import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setAttributeOver } from '#shared/edits/setAttributeOver.ts';
import type { Attribute, AttributeValue } from '#shared/model/ontology.ts';
import { frameCount } from '../../media/clipState.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { AttributeInput } from '../objects/AttributeInput.tsx';
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
  const [{ key, value, asked }, setWish] = useState(() => wishFor(attributes[0]));
  const attribute = attributes.find((one) => one.key === key);
  const set = (): void => {
    if (value === null) setWish((wish) => ({ ...wish, asked: true }));
    else if (bench.deeds.commit(setAttributeOver, { tracks: [...selection], ...range, key, value })) onClose();
  };
  if (attribute === undefined) return <Dialog title={t('valueOver.title')} closeName={t('dialog.close')} onClose={onClose}><p>{t('valueOver.none')}</p></Dialog>;
  return (
    <Dialog title={t('valueOver.title')} closeName={t('dialog.close')} onClose={onClose} foot={<Button look="primary" onClick={set}>{t('valueOver.do')}</Button>}>
      <div className="time-form">
        <Field name={t('valueOver.attribute')}>{(props) => <select {...props} className="input" value={key} onChange={(event) => setWish(wishFor(attributes.find((one) => one.key === event.target.value)))}>{attributes.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</select>}</Field>
        <AttributeInput key={key} attribute={{ ...attribute, name: t('valueOver.value'), required: false }} shared={{ mixed: false, value }} disabled={false} onChange={(next) => setWish({ key, value: next, asked: false })} />
      </div>
      {asked ? <p className="small field-problem" role="alert">{t('valueOver.needs')}</p> : null}
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

/** What is to be set, and whether a missing value was asked for. A new wish begins with what is likeliest meant. */
interface Wish {
  readonly key: string;
  readonly value: AttributeValue;
  readonly asked: boolean;
}

function wishFor(attribute: Attribute | undefined): Wish {
  const value = attribute === undefined ? null : attribute.input === 'checkbox' ? true : (attribute.values[0] ?? null);
  return { key: attribute?.key ?? '', value, asked: false };
}
