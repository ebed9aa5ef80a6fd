import { useTranslation } from 'react-i18next';
import { reshape } from '#shared/edits/reshape.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import { differsFrom } from '#shared/model/kinds/skeleton.ts';
import type { SkeletonShape } from '#shared/model/kinds/shape.ts';
import type { Track } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { useBench, useSession, useWork } from '../benchContext.ts';

const STATES = ['visible', 'occluded', 'outside'] as const;
type State = (typeof STATES)[number];

/** Which joints of a skeleton can be seen. Says so when the label's template has other joints by now. */
export function Joints({ document, track }: { readonly document: ReadDocument; readonly track: Track }) {
  const { t } = useTranslation();
  const frame = useSession((session) => session.frame);
  const labels = useWork((work) => work.labels);
  const shape = shapeAt(document, track.id, frame);
  if (shape?.kind !== 'skeleton') return null;
  const template = labels.find(({ id }) => id === track.label)?.skeleton ?? null;
  return (
    <fieldset className="joints">
      <legend>{t('joints.name')}</legend>
      {differsFrom(shape, template) ? <p className="small"><span className="badge warn">{t('joints.differ')}</span></p> : null}
      {shape.joints.map((joint, at) => <Joint key={joint.name} track={track} shape={shape} at={at} />)}
    </fieldset>
  );
}

function Joint({ track, shape, at }: { readonly track: Track; readonly shape: SkeletonShape; readonly at: number }) {
  const { t } = useTranslation();
  const bench = useBench();
  const frame = useSession((session) => session.frame);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const joint = shape.joints[at];
  if (joint === undefined) return null;
  const choose = (state: State): void => {
    bench.deeds.commit(reshape, { track: track.id, frame, shape: { ...shape, joints: shape.joints.map((one, index) => (index === at ? { ...one, state } : one)) } });
  };
  return (
    <label className="joint">
      <span className="cut">{joint.name}</span>
      <select className="input" disabled={readOnly} value={joint.state} onChange={(event) => choose(STATES.find((state) => state === event.target.value) ?? 'visible')}>
        {STATES.map((state) => <option key={state} value={state}>{t(`joint.${state}`)}</option>)}
      </select>
    </label>
  );
}
