import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { SPEEDS, type Speed } from '../../session/motion.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useScreen, useSession } from '../benchContext.ts';
import { CommandButton, useEnabled } from '../toolbar/CommandButton.tsx';
import { useKeyOf } from '../useKeymap.ts';
import { FrameReadout } from './FrameReadout.tsx';
import { useClip } from './useClip.ts';

interface TransportProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** How one moves through the clip, where one is, and what is done to things in time. */
export function Transport({ open, onOpen }: TransportProps) {
  const { t } = useTranslation();
  return (
    <div className="transport" role="toolbar" aria-label={t('transport.name')}>
      <div className="toolbar-part">
        {['clip.previousKeyframe', 'clip.back', 'clip.previous'].map((id) => <CommandButton key={id} id={id} />)}
        <PlayButton />
        {['clip.next', 'clip.forward', 'clip.nextKeyframe'].map((id) => <CommandButton key={id} id={id} />)}
      </div>
      <FrameField />
      <FrameReadout />
      <span className="grow" />
      <div className="toolbar-part">{['track.keyframe', 'track.outside', 'track.split', 'track.merge'].map((id) => <CommandButton key={id} id={id} />)}</div>
      <Follow />
      <SpeedChoice />
      <Stride />
      <IconButton icon={open ? 'minus' : 'plus'} name={t(open ? 'timeline.fold' : 'timeline.unfold')} aria-expanded={open} onClick={() => onOpen(!open)} />
    </div>
  );
}

function PlayButton() {
  const { t } = useTranslation();
  const { enabled, run } = useEnabled('track.play');
  const playing = useSession((session) => session.motion.is === 'playing');
  const key = useKeyOf('track.play');
  return <IconButton icon={playing ? 'pause' : 'play'} name={t(playing ? 'transport.pause' : 'transport.play')} hint={key} disabled={!enabled} onClick={run} />;
}

/** The number of the frame; writing another one goes there. While one writes, it no longer follows what is seen. */
function FrameField() {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const frame = useSession((session) => session.frame);
  const going = useScreen((screen) => screen.going);
  const [typed, setTyped] = useState<{ readonly text: string; readonly changed: boolean } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(going);
  useEffect(() => {
    if (asked.current === going) return;
    asked.current = going;
    field.current?.focus();
  }, [going]);
  const go = (): void => {
    const wanted = typed?.changed === true && typed.text.trim() !== '' ? Number(typed.text) : NaN;
    setTyped(null);
    if (Number.isFinite(wanted)) clip?.player.seek(wanted);
  };
  const leave = (): void => {
    setTyped(null);
    bench.work.getState().stage?.focus();
  };
  return (
    <input
      ref={field} className="input frame-field number" inputMode="numeric" aria-label={t('transport.frame')} title={t('transport.frame')}
      value={typed?.text ?? String(frame)}
      onFocus={({ currentTarget }) => {
        setTyped({ text: currentTarget.value, changed: false });
        currentTarget.select();
      }}
      onChange={(event) => setTyped({ text: event.target.value, changed: true })}
      onBlur={go}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          go();
          leave();
        } else if (event.key === 'Escape') leave();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

function SpeedChoice() {
  const { t } = useTranslation();
  const bench = useBench();
  const speed = useSession((session) => session.speed);
  return (
    <select className="input transport-choice" aria-label={t('transport.speed')} title={t('transport.speed')} value={String(speed)} onChange={(event) => bench.session.setState({ speed: speedOf(event.target.value) })}>
      {SPEEDS.map((one) => <option key={one} value={String(one)}>{t('transport.times', { speed: formatNumber(one, 2) })}</option>)}
    </select>
  );
}

function speedOf(value: string): Speed {
  return SPEEDS.find((one) => String(one) === value) ?? 1;
}

/** How many frames the long step takes. */
function Stride() {
  const { t } = useTranslation();
  const bench = useBench();
  const stride = useSession((session) => session.stride);
  return <input className="input transport-stride number" type="number" min={2} max={1000} aria-label={t('transport.stride')} title={t('transport.stride')} value={stride} onChange={(event) => bench.session.setState({ stride: Math.min(1000, Math.max(2, Math.floor(Number(event.target.value)) || 2)) })} />;
}

function Follow() {
  const { t } = useTranslation();
  const { enabled, run } = useEnabled('track.follow');
  const on = useSession((session) => session.follow);
  const key = useKeyOf('track.follow');
  return <IconButton icon="follow" name={t('command.track.follow')} hint={key} disabled={!enabled} aria-pressed={on} onClick={run} />;
}
