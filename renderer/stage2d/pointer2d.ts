import type { Stop } from '#shared/base/listeners.ts';
import { distance, minus, mix, type Point } from '#shared/geometry/point.ts';
import type { Keys } from '../tools/tool.ts';

/** What pointers and wheels mean, in CSS pixels of the stage. */
export interface Pointing {
  press(at: Point, keys: Keys): void;
  move(at: Point, keys: Keys): void;
  release(at: Point, keys: Keys): void;
  /** The pointer was taken away in mid-gesture. */
  lost(): void;
  leave(): void;
  pan(by: Point): void;
  zoom(factor: number, at: Point): void;
  /** The pan key is down, or no longer. */
  panning(on: boolean): void;
}

type Mode = 'none' | 'tool' | 'pan' | 'pinch';

const WHEEL = 0.0016;
const PINCH_WHEEL = 0.01;
const LINE_HEIGHT = 33;

/** Turns DOM events into pointing: left button and pen to the tool, middle button or space to panning, two fingers to both. */
export function listenToPointer(element: HTMLElement, pointing: Pointing): Stop {
  const stop = new AbortController();
  const state = { mode: 'none' as Mode, space: false, last: [0, 0] as Point, touches: new Map<number, Point>() };
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true): void => element.addEventListener(type, listener, { signal: stop.signal, passive });

  on('pointerdown', (event) => {
    const at = placeOf(element, event);
    if (event.pointerType === 'touch') state.touches.set(event.pointerId, at);
    if (state.touches.size === 2) {
      if (state.mode === 'tool') pointing.lost();
      state.mode = 'pinch';
      return;
    }
    const pans = event.button === 1 || (event.button === 0 && state.space);
    if (state.mode !== 'none' || (!pans && event.button !== 0)) return;
    element.setPointerCapture(event.pointerId);
    state.mode = pans ? 'pan' : 'tool';
    state.last = at;
    if (!pans) pointing.press(at, keysOf(event));
  });
  on('pointermove', (event) => {
    const at = placeOf(element, event);
    if (state.mode === 'pinch') return pinch(state.touches, { id: event.pointerId, at }, pointing);
    if (state.mode === 'pan') pointing.pan(minus(at, state.last));
    else pointing.move(at, keysOf(event));
    state.last = at;
  });
  on('pointerup', (event) => {
    state.touches.delete(event.pointerId);
    if (state.mode === 'tool') pointing.release(placeOf(element, event), keysOf(event));
    if (state.touches.size === 0) state.mode = 'none';
  });
  on('pointercancel', (event) => {
    state.touches.delete(event.pointerId);
    if (state.mode === 'tool') pointing.lost();
    if (state.touches.size === 0) state.mode = 'none';
  });
  on('pointerleave', () => {
    if (state.mode === 'none') pointing.leave();
  });
  on('wheel', (event) => {
    event.preventDefault();
    const by = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_HEIGHT;
    if (event.shiftKey) return pointing.pan([-(event.deltaX || event.deltaY) * by, 0]);
    pointing.zoom(Math.exp(-event.deltaY * by * (event.ctrlKey && Math.abs(event.deltaY) < 50 ? PINCH_WHEEL : WHEEL)), placeOf(element, event));
  }, false);
  on('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    if (!state.space) pointing.panning(true);
    state.space = true;
  }, false);
  const letGo = (): void => {
    if (state.space) pointing.panning(false);
    state.space = false;
  };
  on('keyup', (event) => {
    if (event.key === ' ') letGo();
  });
  on('blur', letGo);
  // A browser scrolls by itself with the middle button.
  on('mousedown', (event) => {
    if (event.button === 1) event.preventDefault();
  }, false);
  return () => stop.abort();
}

export function keysOf(event: { readonly shiftKey: boolean; readonly altKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean }): Keys {
  return { even: event.shiftKey, centred: event.altKey, add: event.shiftKey || event.ctrlKey || event.metaKey };
}

function placeOf(element: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

/** Two fingers: the picture follows their middle and their distance. */
function pinch(touches: Map<number, Point>, moved: { id: number; at: Point }, pointing: Pointing): void {
  const [a, b] = [...touches.values()];
  touches.set(moved.id, moved.at);
  const [c, d] = [...touches.values()];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return;
  pointing.pan(minus(mix(c, d, 0.5), mix(a, b, 0.5)));
  const before = distance(a, b);
  if (before > 0) pointing.zoom(distance(c, d) / before, mix(c, d, 0.5));
}
