import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { setAttribute, setNote } from '#shared/edits/setAttribute.ts';
import { setLabel } from '#shared/edits/setLabel.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { LabelId } from '#shared/model/ids.ts';
import type { Attribute, AttributeValue } from '#shared/model/ontology.ts';
import type { Track } from '#shared/model/records.ts';
import { flawOf } from '#shared/model/kinds/flaws.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { valueAt } from '#shared/model/valueAt.ts';
import { pictureSize } from '../../commands/look.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { AttributeInput, type Shared } from './AttributeInput.tsx';
import { Joints } from './Joints.tsx';
import { ArrangeButtons, MarkButtons } from './MarkButtons.tsx';
import { ObjectHistory } from './ObjectHistory.tsx';
import { Relations } from '../relations/Relations.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useEnabled } from '../toolbar/CommandButton.tsx';
import { LateText } from '../../ui/LateText.tsx';

/**
 * Label, attributes, marks and note of what is selected, or of everything that was found while nothing is. Several
 * objects show a value only where they agree; a change is one step for all of them.
 */
export function Selected({ found }: { readonly found: readonly Track[] }) {
  const { t } = useTranslation();
  const document = useDocument();
  const selection = useSession((session) => session.selection);
  const revision = useWork((work) => work.revision);
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  const chosen = useMemo(() => [...selection].flatMap((id) => now.document?.track(id) ?? []), [now, selection]);
  const tracks = chosen.length === 0 ? found : chosen;
  const ids = useMemo(() => tracks.map(({ id }) => id), [tracks]);
  const first = tracks[0];
  if (document === null || first === undefined) return null;
  return (
    <section className="selected" aria-label={t('objects.selected')}>
      <h2>{chosen.length === 0 ? t('objects.found.all', { count: tracks.length, shown: formatNumber(tracks.length) }) : tracks.length === 1 ? t(`kind.${first.kind}`) : t('objects.selected.many', { count: tracks.length })}</h2>
      <MarkButtons document={document} ids={ids} />
      {chosen.length > 1 ? <ArrangeButtons /> : null}
      {tracks.length === 1 ? <FlawNotice document={document} track={first} /> : null}
      <LabelChoice tracks={tracks} />
      <Attributes document={document} tracks={tracks} />
      {tracks.length === 1 ? <Joints document={document} track={first} /> : null}
      {tracks.length === 1 ? <Note key={first.id} track={first} /> : null}
      {chosen.length === 0 ? null : <Relations document={document} chosen={ids} />}
      {chosen.length === 1 ? <ObjectHistory key={`${first.id} history`} track={first} /> : null}
    </section>
  );
}

/** What is odd about the shape, and the way to mend it where there is one. */
function FlawNotice({ document, track }: { readonly document: ReadDocument; readonly track: Track }) {
  const { t } = useTranslation();
  const frame = useSession((session) => session.frame);
  const item = useWork((work) => work.open?.item ?? null);
  const mend = useEnabled('object.mend');
  const shape = shapeAt(document, track.id, frame);
  const flaw = shape === null ? null : flawOf(shape, pictureSize(item));
  if (flaw === null) return null;
  return <Notice tone="warn">{t(`flaw.${flaw}`)} {flaw === 'crossing' && mend.enabled ? <Button onClick={mend.run}>{t('flaw.mend')}</Button> : null}</Notice>;
}

function LabelChoice({ tracks }: { readonly tracks: readonly Track[] }) {
  const { t } = useTranslation();
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const shared = same(tracks.map(({ label }) => label));
  const choose = (value: string): void => void bench.deeds.commit(setLabel, { tracks: tracks.map(({ id }) => id), label: value === '' ? null : (value as LabelId) });
  return (
    <label className="field">
      <span>{t('objects.label')}</span>
      <select className="input" disabled={readOnly} value={shared.mixed ? '\u0000' : (shared.value ?? '')} onChange={(event) => choose(event.target.value)}>
        {shared.mixed ? <option value={'\u0000'} disabled>{t('objects.mixed')}</option> : null}
        <option value="">{t('objects.unlabelled')}</option>
        {labels.filter(({ kinds }) => kinds.length === 0 || tracks.every(({ kind }) => kinds.includes(kind))).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
    </label>
  );
}

function Attributes({ document, tracks }: { readonly document: ReadDocument; readonly tracks: readonly Track[] }) {
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const frame = useSession((session) => session.frame);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const label = same(tracks.map((track) => track.label));
  const attributes = label.mixed ? [] : (labels.find(({ id }) => id === label.value)?.attributes ?? []);
  const valueOf = (track: Track, { key, perFrame }: Attribute): AttributeValue => (perFrame ? valueAt({ track, keys: document.keyframesOf(track.id) }, frame, `a:${key}`) : (track[`a:${key}`] ?? null));
  return (
    <>
      {attributes.map((attribute) => (
        <AttributeInput key={attribute.key} attribute={attribute} shared={same(tracks.map((track) => valueOf(track, attribute)))} disabled={readOnly} onChange={(value) => void bench.deeds.commit(setAttribute, { tracks: tracks.map(({ id }) => id), frame, key: attribute.key, value })} />
      ))}
    </>
  );
}

function Note({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const bench = useBench();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  return (
    <label className="field">
      <span>{t('objects.note')}</span>
      <LateText value={track.note ?? ''} disabled={readOnly} onSettle={(text) => void bench.deeds.commit(setNote, { track: track.id, note: text === '' ? null : text })} />
    </label>
  );
}

function same<T>(values: readonly T[]): Shared<T> {
  const [first] = values;
  return first === undefined || values.some((value) => value !== first) ? { mixed: true, value: null } : { mixed: false, value: first };
}
