import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { shiftKeyframes } from '#shared/edits/keyframes.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { clipInHand } from '../../commands/clip.commands.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { frameCount } from '../../media/clipState.ts';
import { useBench, useSession } from '../benchContext.ts';
import { useClip } from './useClip.ts';
import { TimelineCanvas } from './timelineCanvas.ts';
import { IDLE, move, press, release, timeTarget, type Hand, type HandStep, type Wish } from './timelineHand.ts';
import { timeCode } from './timeScale.ts';
import type { TimeContents } from './useLanes.ts';
import { timeKey } from './timeKeys.ts';

interface RoomProps {
  readonly contents: TimeContents;
  /** The list of things beside it, which scrolls for both. */
  readonly list: RefObject<HTMLElement | null>;
  readonly canvas: RefObject<TimelineCanvas | null>;
  readonly onCanvas: (canvas: TimelineCanvas | null) => void;
}

/** The painted part of the timeline: a slider over the frames, with the pictures and the lanes under it. */
export function TimelineRoom({ contents, list, canvas, onCanvas }: RoomProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const frames = frameCount(clip);
  const frame = useSession((session) => session.frame);
  const element = useRef<HTMLCanvasElement>(null);
  const hand = useRef<Hand>(IDLE);
  const latest = useRef(contents);
  useEffect(() => {
    latest.current = contents;
    canvas.current?.invalidate();
  });
  usePainting({ bench, element, hand, latest, list, onCanvas });
  useWheel({ element, list, canvas });
  const take = ({ hand: next, wishes }: HandStep): void => {
    hand.current = next;
    for (const wish of wishes) grant(bench, wish);
    canvas.current?.invalidate();
  };
  const targetOf = (event: PointerEvent) => timeTarget(placeOf(event), { scale: canvas.current?.scale ?? { from: 0, step: 1 }, width: event.currentTarget.clientWidth, frames, head: canvas.current?.head ?? 0, scrolled: list.current?.scrollTop ?? 0, lanes: contents.lanes });
  return (
    <div className="timeline-room" dir="ltr">
      <canvas
        ref={element} className="timeline-canvas" role="slider" tabIndex={0}
        aria-label={t('timeline.frames')} aria-valuemin={0} aria-valuemax={frames - 1} aria-valuenow={frame} aria-valuetext={t('timeline.at', { frame, time: timeCode(clip?.times.timeOf(frame) ?? 0) })}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          take(press(targetOf(event), { range: event.shiftKey, add: event.ctrlKey || event.metaKey }));
        }}
        onPointerMove={(event) => {
          if (hand.current.is !== 'idle') take(move(hand.current, targetOf(event).frame));
          else event.currentTarget.style.cursor = targetOf(event).on === 'key' ? 'ew-resize' : 'default';
        }}
        onPointerUp={() => take(release(hand.current))}
        onPointerCancel={() => take({ hand: IDLE, wishes: [] })}
        onKeyDown={(event: KeyboardEvent) => {
          if (!timeKey(bench, event, canvas.current)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}

interface PaintingParts {
  readonly bench: Workbench;
  readonly element: RefObject<HTMLCanvasElement | null>;
  readonly hand: RefObject<Hand>;
  readonly latest: RefObject<TimeContents>;
  readonly list: RefObject<HTMLElement | null>;
  readonly onCanvas: (canvas: TimelineCanvas | null) => void;
}

/** The canvas paints by itself: React hears of frames only where words change. */
function usePainting({ bench, element, hand, latest, list, onCanvas }: PaintingParts): void {
  useEffect(() => {
    if (element.current === null) return undefined;
    const made = new TimelineCanvas(element.current, {
      after: bench.after,
      thumbUrl: (frame) => {
        const clip = bench.work.getState().clip;
        return clip?.facts?.tag === undefined ? null : clip.port.thumbUrl(frame, clip.facts.tag, 192);
      },
      picture: () => {
        const { frame, selection, range, motion } = bench.session.getState();
        const moving = hand.current.is === 'moving' ? hand.current : null;
        return {
          ...latest.current, frames: frameCount(bench.work.getState().clip), frame, goal: motion.is === 'seeking' ? motion.to : frame, selection, range,
          scrolled: list.current?.scrollTop ?? 0, held: moving === null ? new Set() : heldKeys(bench, moving.track, moving.key), heldBy: moving?.by ?? 0,
        };
      },
    });
    onCanvas(made);
    const scroller = list.current;
    const scrolled = (): void => made.invalidate();
    scroller?.addEventListener('scroll', scrolled);
    const stops = [
      bench.session.subscribe((now, before) => {
        if (now.frame !== before.frame && hand.current.is === 'idle') made.show(now.frame);
        else if (now.selection !== before.selection || now.range !== before.range || now.motion !== before.motion || now.frame !== before.frame) made.invalidate();
      }),
      bench.work.subscribe((now, before) => {
        if (now.clip !== before.clip) made.invalidate();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      scroller?.removeEventListener('scroll', scrolled);
      onCanvas(null);
      made.dispose();
    };
  }, [bench, element, hand, latest, list, onCanvas]);
}

/** The wheel scrolls the lanes; with Ctrl it zooms, sideways or with Shift it moves along. React's own listener could not prevent the page's zoom. */
function useWheel({ element, list, canvas }: Pick<PaintingParts, 'element' | 'list'> & Pick<RoomProps, 'canvas'>): void {
  useEffect(() => {
    const target = element.current;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) canvas.current?.zoom(Math.exp(-event.deltaY * 0.002), event.offsetX);
      else if (across !== 0) canvas.current?.pan(across);
      else if (list.current !== null) list.current.scrollTop += event.deltaY;
    };
    target?.addEventListener('wheel', turn, { passive: false });
    return () => target?.removeEventListener('wheel', turn);
  }, [canvas, element, list]);
}

function placeOf(event: PointerEvent): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

/** The keyframe in hand, and those of what else is chosen on the same frame. */
function heldKeys(bench: Workbench, track: TrackId, frame: number): ReadonlySet<string> {
  return new Set(heldPlaces(bench, track, frame).map((place) => `${place.track} ${place.frame}`));
}

function heldPlaces(bench: Workbench, track: TrackId, frame: number): readonly { readonly track: TrackId; readonly frame: number }[] {
  const { selection } = bench.session.getState();
  return (selection.has(track) ? [...selection] : [track]).map((one) => ({ track: one, frame }));
}

function grant(bench: Workbench, wish: Wish): void {
  const clip = clipInHand(bench);
  if (clip === null) return;
  switch (wish.do) {
    case 'seek':
      return clip.player.seek(wish.frame);
    case 'range':
      return bench.session.setState({ range: wish.range });
    case 'select': {
      const { selection } = bench.session.getState();
      if (!wish.add && selection.has(wish.track)) return;
      return bench.session.setState({ selection: wish.add ? new Set([...selection, wish.track]) : new Set([wish.track]) });
    }
    case 'shift':
      return void bench.deeds.commit(shiftKeyframes, { keys: heldPlaces(bench, wish.track, wish.key), by: wish.by, last: clip.facts.frames - 1 });
  }
}
