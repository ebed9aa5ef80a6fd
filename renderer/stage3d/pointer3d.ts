import type { Stop } from '#shared/base/listeners.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Keys } from '../tools/tool.ts';

/** What pointers and wheels mean in space, in CSS pixels of the stage. */
export interface Pointing3d {
  /** True when something was taken: moves and the release are then its. Otherwise the view turns. */
  press(at: Point, keys: Keys): boolean;
  move(at: Point, keys: Keys): void;
  release(at: Point, keys: Keys): void;
  /** Pressed and let go on nothing, without a drag. */
  tap(at: Point): void;
  lost(): void;
  leave(): void;
  orbit(by: Point): void;
  pan(by: Point): void;
  zoom(factor: number, at: Point): void;
}

const [WHEEL, LINE_HEIGHT, SLOP] = [0.0016, 33, 3];

interface Gesture {
  mode: 'none' | 'hand' | 'orbit' | 'pan';
  from: Point;
  last: Point;
}

/** Left button: takes what is there, or turns the view; with Shift, or the right or middle button, it moves the view. */
export function listenIn3d(element: HTMLElement, pointing: Pointing3d): Stop {
  const stop = new AbortController();
  const gesture: Gesture = { mode: 'none', from: [0, 0], last: [0, 0] };
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void): void => element.addEventListener(type, listener, { signal: stop.signal, passive: false });
  const place = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  on('pointerdown', (event) => {
    if (gesture.mode !== 'none') return;
    const at = place(event);
    element.setPointerCapture(event.pointerId);
    gesture.from = gesture.last = at;
    if (event.button === 0 && pointing.press(at, keysOf(event))) gesture.mode = 'hand';
    else gesture.mode = event.button === 0 && !event.shiftKey ? 'orbit' : 'pan';
  });
  on('pointermove', (event) => {
    const at = place(event);
    const by: Point = [at[0] - gesture.last[0], at[1] - gesture.last[1]];
    if (gesture.mode === 'orbit') pointing.orbit(by);
    else if (gesture.mode === 'pan') pointing.pan(by);
    else pointing.move(at, keysOf(event));
    gesture.last = at;
  });
  on('pointerup', (event) => {
    const at = place(event);
    const { mode, from } = gesture;
    gesture.mode = 'none';
    if (mode === 'hand') pointing.release(at, keysOf(event));
    else if (mode === 'orbit' && Math.hypot(at[0] - from[0], at[1] - from[1]) <= SLOP) pointing.tap(at);
  });
  on('pointercancel', () => {
    if (gesture.mode === 'hand') pointing.lost();
    gesture.mode = 'none';
  });
  on('pointerleave', () => pointing.leave());
  on('contextmenu', (event) => event.preventDefault());
  on('wheel', (event) => {
    event.preventDefault();
    pointing.zoom(Math.exp(-event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_HEIGHT) * WHEEL), place(event));
  });
  return () => stop.abort();
}

function keysOf(event: MouseEvent): Keys {
  return { even: event.shiftKey, centred: event.altKey, add: event.shiftKey || event.ctrlKey || event.metaKey };
}
