import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { propagateInTime } from '#shared/edits/keyframes.ts';
import { isRefusal } from '#shared/edits/edit.ts';
import { copyTracks } from '#shared/edits/pasteTracks.ts';
import { formatNumber } from '../../i18n/format.ts';
import { frameCount } from '../../media/clipState.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { CopiesOver } from '../propagate/CopiesOver.tsx';
import '../propagate/propagate.css';
import { useDocument } from '../useDocument.ts';
import { useClip } from './useClip.ts';

type Meeting = 'replace' | 'keep';
const PREVIEWS = 6;

/** Carries what is chosen over the frames around this one. What it will be, and what gives way, is seen before. */
export function CarryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const frame = useSession((session) => session.frame);
  const selection = useSession((session) => session.selection);
  const [back, setBack] = useState(0);
  const [ahead, setAhead] = useState(10);
  const [meeting, setMeeting] = useState<Meeting>('keep');
  const last = frameCount(clip) - 1;
  const args = { tracks: [...selection], frame, from: Math.max(0, frame - back), to: Math.min(last, frame + ahead), meeting };
  const outcome = useOutcome(args);
  const carry = (): void => {
    if (bench.deeds.commit(propagateInTime, args)) onClose();
  };
  return (
    <Dialog title={t('carry.title')} closeName={t('dialog.close')} onClose={onClose} width={760} foot={<Button look="primary" disabled={outcome === null || args.from === args.to} onClick={carry}>{t('carry.do')}</Button>}>
      <div className="time-form">
        <Count name={t('carry.back')} value={back} onValue={setBack} />
        <Count name={t('carry.ahead')} value={ahead} onValue={setAhead} />
        <Field name={t('carry.meeting')}>
          {(props) => (
            <select {...props} className="input" value={meeting} onChange={(event) => setMeeting(event.target.value === 'replace' ? 'replace' : 'keep')}>
              <option value="keep">{t('carry.keep')}</option>
              <option value="replace">{t('carry.replace')}</option>
            </select>
          )}
        </Field>
      </div>
      <p className="muted">{outcome === null ? t('error.edit/not-seen-here') : t('carry.about', { from: args.from, to: args.to, count: outcome.made, gone: formatNumber(outcome.gone) })}</p>
      <Previews from={args.from} to={args.to} />
    </Dialog>
  );
}

function Count({ name, value, onValue }: { readonly name: string; readonly value: number; readonly onValue: (value: number) => void }) {
  return <Field name={name}>{(props) => <input {...props} className="input number" type="number" min={0} max={100000} value={value} onChange={(event) => onValue(Math.max(0, Math.floor(Number(event.target.value)) || 0))} />}</Field>;
}

/** How many keyframes it makes and takes out; null when it is refused. */
function useOutcome(args: Parameters<typeof propagateInTime.run>[1]): { readonly made: number; readonly gone: number } | null {
  const document = useDocument();
  const bench = useBench();
  if (document === null) return null;
  const ops = propagateInTime.run(document, args, { newId: bench.newId, now: 0, actor: '' });
  if (isRefusal(ops)) return null;
  return { made: ops.filter(({ op }) => op === 'put').length, gone: ops.filter(({ op }) => op === 'remove').length };
}

function Previews({ from, to }: { readonly from: number; readonly to: number }) {
  const { t } = useTranslation();
  const clip = useClip();
  const document = useDocument();
  const selection = useSession((session) => session.selection);
  const frame = useSession((session) => session.frame);
  if (clip === null || clip.facts === null || document === null) return null;
  const { tag, width, height } = clip.facts;
  const copies = copyTracks(document, selection, frame);
  const frames = [...new Set(Array.from({ length: PREVIEWS }, (_, at) => Math.round(from + (at * (to - from)) / (PREVIEWS - 1))))];
  return (
    <ScrollRegion name={t('carry.preview')} className="propagate-room">
      {frames.map((one) => (
        <div key={one} className="propagate-card">
          <span className="propagate-picture">
            <img src={clip.port.thumbUrl(one, tag, 256) ?? undefined} alt="" />
            <CopiesOver copies={copies} width={width} height={height} />
          </span>
          <span className="number">{t('carry.frame', { frame: one })}</span>
        </div>
      ))}
    </ScrollRegion>
  );
}
