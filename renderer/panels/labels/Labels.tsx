import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recolorLabel, removeLabel, renameLabel } from '#shared/edits/labels.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import { takeLabel } from '../../commands/object.commands.ts';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { LateText } from '../../ui/LateText.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { OfferedNames } from '../relations/OfferedNames.tsx';
import { AddLabel } from './AddLabel.tsx';
import { LabelDetails } from './LabelDetails.tsx';
import { SkeletonEditor } from './SkeletonEditor.tsx';
import './labels.css';

/** The ontology: choose the label for what comes next, and keep the list of labels itself. */
export function Labels() {
  const { t } = useTranslation();
  const labels = useWork((work) => work.labels);
  const [editing, setEditing] = useState(false);
  const readOnly = useWork((work) => work.open?.readOnly ?? false);
  return (
    <div className="side-panel">
      <div className="panel-head">
        <span className="grow small muted">{t('labels.about')}</span>
        {readOnly ? null : <button type="button" className="filter" aria-pressed={editing} onClick={() => setEditing(!editing)}>{t('labels.edit')}</button>}
      </div>
      {labels.length === 0 ? <Empty icon="tag" title={t('labels.none')}>{t('labels.none.about')}</Empty> : (
        <ul className="labels">{labels.map((label, at) => (editing ? <EditLabel key={label.id} label={label} /> : <PickLabel key={label.id} label={label} digit={at + 1} />))}</ul>
      )}
      {editing || labels.length === 0 ? <AddLabel /> : null}
      {editing ? <OfferedNames /> : null}
    </div>
  );
}

function PickLabel({ label, digit }: { readonly label: LabelRecord; readonly digit: number }) {
  const { t } = useTranslation();
  const bench = useBench();
  const current = useSession((session) => session.label === label.id);
  return (
    <li>
      <button type="button" className="label-row" aria-pressed={current} onClick={() => takeLabel(bench, label)}>
        <span className="swatch" style={{ background: label.color }} />
        <span className="grow cut">{label.name}</span>
        {label.attributes.length === 0 ? null : <span className="small muted">{t('labels.attributes', { count: label.attributes.length })}</span>}
        {digit <= 9 ? <Kbd keys={String(digit)} /> : null}
      </button>
    </li>
  );
}

function EditLabel({ label }: { readonly label: LabelRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [open, setOpen] = useState<'details' | 'skeleton' | null>(null);
  const flip = (part: 'details' | 'skeleton') => () => setOpen(open === part ? null : part);
  return (
    <li>
      <div className="label-row">
        <LateColor label={label} />
        <LateText value={label.name} name={t('labels.name', { name: label.name })} onSettle={(name) => void bench.deeds.commit(renameLabel, { label: label.id, name })} />
        <IconButton icon="sliders" small name={t('labels.details', { name: label.name })} aria-expanded={open === 'details'} onClick={flip('details')} />
        <IconButton icon="skeleton" small name={t('skeleton.of', { name: label.name })} aria-expanded={open === 'skeleton'} onClick={flip('skeleton')} />
        <IconButton icon="trash" small name={t('labels.remove', { name: label.name })} onClick={() => void bench.deeds.commit(removeLabel, { label: label.id })} />
      </div>
      {open === 'details' ? <LabelDetails label={label} /> : null}
      {open === 'skeleton' ? <SkeletonEditor label={label} /> : null}
    </li>
  );
}

/** The colour box speaks with every step of its slider; only where it comes to rest is a change. */
function LateColor({ label }: { readonly label: LabelRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  return <input key={label.color} type="color" defaultValue={label.color} aria-label={t('labels.color', { name: label.name })} onBlur={(event) => { if (event.target.value !== label.color) bench.deeds.commit(recolorLabel, { label: label.id, color: event.target.value }); }} />;
}
