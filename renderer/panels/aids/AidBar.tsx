import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { editable } from '../../commands/look.ts';
import { AID_RESULTS, type AidOptions } from '../../session/aidOptions.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { isAid } from '../../tools/toolbox.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench } from '../benchContext.ts';
import { ClickNews } from './ClickNews.tsx';
import './aids.css';

interface Knob {
  readonly option: 'tolerance' | 'smoothing' | 'cell';
  readonly least: number;
  readonly most: number;
}

const TOLERANCE: Knob = { option: 'tolerance', least: 0, most: 100 };
const CELL: Knob = { option: 'cell', least: 8, most: 120 };
const SMOOTHING: Knob = { option: 'smoothing', least: 0, most: 10 };

function knobsOf(tool: ToolId): readonly Knob[] {
  if (tool === 'draw.wand') return [TOLERANCE, SMOOTHING];
  if (tool === 'draw.click') return [SMOOTHING];
  return tool === 'draw.superpixels' ? [CELL, SMOOTHING] : [SMOOTHING];
}

/** How the aid in the hand works, and what to say to its proposal. */
export function AidBar() {
  const { t } = useTranslation();
  const bench = useBench();
  const session = useStore(bench.session);
  if (!isAid(session.tool) || !editable(bench)) return null;
  const { tool, aids } = session;
  return (
    <div className="stage-bar" role="group" aria-label={t('aid.name')}>
      {knobsOf(tool).map((knob) => <KnobInput key={knob.option} knob={knob} value={aids[knob.option]} />)}
      <ResultChoice result={aids.result} />
      {tool === 'draw.click' ? <ClickNews /> : null}
      {session.drafting ? <Answer /> : <span className="aid-hint small">{t(`aidHint.${tool}`)}</span>}
    </div>
  );
}

function useChange(): (change: Partial<AidOptions>) => void {
  const { session } = useBench();
  return (change) => session.setState(({ aids }) => ({ aids: { ...aids, ...change } }));
}

function KnobInput({ knob: { option, least, most }, value }: { readonly knob: Knob; readonly value: number }) {
  const { t } = useTranslation();
  const change = useChange();
  return (
    <label className="aid-knob">
      <span>{t(`aidOption.${option}`)}</span>
      <input type="range" min={least} max={most} value={value} onChange={({ currentTarget }) => change({ [option]: Number(currentTarget.value) })} />
      <output>{value}</output>
    </label>
  );
}

function ResultChoice({ result }: { readonly result: AidOptions['result'] }) {
  const { t } = useTranslation();
  const change = useChange();
  return (
    <div className="segmented" role="group" aria-label={t('aid.becomes')}>
      {AID_RESULTS.map((one) => <button key={one} type="button" aria-pressed={one === result} onClick={() => change({ result: one })}>{t(`aidResult.${one}`)}</button>)}
    </div>
  );
}

/** The same as Enter and Escape on the picture, for hands on the pointer. */
function Answer() {
  const { t } = useTranslation();
  const { work } = useBench();
  return (
    <span className="aid-answer">
      <button type="button" className="button primary" onClick={() => work.getState().stage?.confirm()}>{t('aid.accept')} <Kbd keys="Enter" /></button>
      <button type="button" className="button" onClick={() => work.getState().stage?.cancel()}>{t('aid.refuse')} <Kbd keys="Escape" /></button>
    </span>
  );
}
