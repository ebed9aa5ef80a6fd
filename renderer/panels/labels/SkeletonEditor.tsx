import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setSkeleton } from '#shared/edits/setSkeleton.ts';
import type { SkeletonTemplate } from '#shared/model/ontology.ts';
import { personTemplate } from '#shared/model/personTemplate.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { LateText } from '../../ui/LateText.tsx';
import { useBench } from '../benchContext.ts';
import { SkeletonBoard } from './SkeletonBoard.tsx';
import { joined, renamed, withJoint, withoutJoint } from './skeletonSteps.ts';
import './skeleton.css';

/** Builds the skeleton of one label: joints on a board, their names and edges in a list. Each step is a change that can be undone. */
export function SkeletonEditor({ label }: { readonly label: LabelRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [picked, setPicked] = useState(0);
  const { skeleton } = label;
  const set = (next: SkeletonTemplate | null): boolean => bench.deeds.commit(setSkeleton, { label: label.id, skeleton: next });
  const add = (x: number, y: number): void => {
    const next = withJoint(skeleton, { at: [x, y], from: picked, name: t('skeleton.joint', { number: (skeleton?.joints.length ?? 0) + 1 }) });
    if (set(next)) setPicked(next.joints.length - 1);
  };
  return (
    <section className="skeleton-editor" aria-label={t('skeleton.of', { name: label.name })}>
      <SkeletonBoard template={skeleton} picked={picked} color={label.color} onPick={setPicked} onAdd={add} onChange={set} />
      <p className="small muted">{t('skeleton.about')}</p>
      <div className="skeleton-row">
        <Button icon="plus" onClick={() => add(0.5, 0.5)}>{t('skeleton.add')}</Button>
        {skeleton === null ? <Button icon="skeleton" onClick={() => set(personTemplate)}>{t('skeleton.person')}</Button> : <Button icon="trash" onClick={() => set(null)}>{t('skeleton.remove')}</Button>}
      </div>
      {skeleton === null ? null : <ol className="skeleton-joints">{skeleton.joints.map((joint, at) => <JointRow key={joint.name} template={skeleton} at={at} picked={picked === at} onPick={setPicked} onChange={set} />)}</ol>}
    </section>
  );
}

interface JointRowProps {
  readonly template: SkeletonTemplate;
  readonly at: number;
  readonly picked: boolean;
  readonly onPick: (at: number) => void;
  readonly onChange: (template: SkeletonTemplate | null) => void;
}

function JointRow({ template, at, picked, onPick, onChange }: JointRowProps) {
  const { t } = useTranslation();
  const name = template.joints[at]?.name ?? '';
  const isJoined = (other: number): boolean => template.edges.some(([a, b]) => (a === at && b === other) || (a === other && b === at));
  return (
    <li className={picked ? 'skeleton-row picked' : 'skeleton-row'}>
      <LateText value={name} name={t('skeleton.name', { name })} onFocus={() => onPick(at)} onSettle={(next) => onChange(renamed(template, at, next))} />
      <select className="input" value="" aria-label={t('skeleton.join', { name })} onFocus={() => onPick(at)} onChange={(event) => onChange(joined(template, at, Number(event.target.value)))}>
        <option value="" disabled>{t('skeleton.edges', { count: template.joints.filter((_, other) => isJoined(other)).length })}</option>
        {template.joints.map((joint, other) => (other === at ? null : <option key={joint.name} value={other}>{t(isJoined(other) ? 'skeleton.cutFrom' : 'skeleton.joinTo', { name: joint.name })}</option>))}
      </select>
      <IconButton icon="trash" small name={t('skeleton.drop', { name })} onClick={() => onChange(withoutJoint(template, at))} />
    </li>
  );
}
