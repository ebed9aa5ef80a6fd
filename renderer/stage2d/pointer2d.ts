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
  /** Shift and the wheel. False when there is nothing to resize: then it moves the picture sideways. */
  resize(by: 1 | -1): boolean;
  /** The pan key is down, or no longer. */
  panning(on: boolean): void;
  /** The pan key was pressed and let go without moving anything. */
  tapped(): void;
}

type Mode = 'none' | 'tool' | 'pan' | 'pinch';

const WHEEL = 0.0016;
const PINCH_WHEEL = 0.01;
const LINE_HEIGHT = 33;

interface Gesture {
  mode: Mode;
  space: boolean;
  /** Space was held to move the picture, and not just pressed. */
  moved: boolean;
  last: Point;
  readonly touches: Map<number, Point>;
}

type Listen = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive?: boolean) => void;

/** Turns DOM events into pointing: left button and pen to the tool, middle button or space to panning, two fingers to both. */
export function listenToPointer(element: HTMLElement, pointing: Pointing): Stop {
  const stop = new AbortController();
  const on: Listen = (type, listener, passive = true) => element.addEventListener(type, listener, { signal: stop.signal, passive });
  const gesture: Gesture = { mode: 'none', space: false, moved: false, last: [0, 0], touches: new Map() };
  listenToButtons(on, { element, pointing, gesture });
  listenToMoves(on, { element, pointing, gesture });
  listenToWheel(on, { element, pointing, gesture });
  listenToSpace(on, { element, pointing, gesture });
  return () => stop.abort();
}

interface Ear {
  readonly element: HTMLElement;
  readonly pointing: Pointing;
  readonly gesture: Gesture;
}

function listenToButtons(on: Listen, { element, pointing, gesture }: Ear): void {
  on('pointerdown', (event) => {
    const at = placeOf(element, event);
    if (event.pointerType === 'touch') gesture.touches.set(event.pointerId, at);
    if (gesture.touches.size === 2) {
      if (gesture.mode === 'tool') pointing.lost();
      gesture.mode = 'pinch';
      return;
    }
    const pans = event.button === 1 || (event.button === 0 && gesture.space);
    gesture.moved ||= gesture.space;
    if (gesture.mode !== 'none' || (!pans && event.button !== 0)) return;
    element.setPointerCapture(event.pointerId);
    gesture.mode = pans ? 'pan' : 'tool';
    gesture.last = at;
    if (!pans) pointing.press(at, keysOf(event));
  });
  const ended = (event: PointerEvent): void => {
    gesture.touches.delete(event.pointerId);
    if (gesture.touches.size === 0) gesture.mode = 'none';
  };
  on('pointerup', (event) => {
    if (gesture.mode === 'tool') pointing.release(placeOf(element, event), keysOf(event));
    ended(event);
  });
  on('pointercancel', (event) => {
    if (gesture.mode === 'tool') pointing.lost();
    ended(event);
  });
  // A browser scrolls by itself with the middle button.
  on('mousedown', (event) => {
    if (event.button === 1) event.preventDefault();
  }, false);
}

function listenToMoves(on: Listen, { element, pointing, gesture }: Ear): void {
  on('pointermove', (event) => {
    const at = placeOf(element, event);
    if (gesture.mode === 'pinch') return pinch(gesture.touches, { id: event.pointerId, at }, pointing);
    if (gesture.mode === 'pan') pointing.pan(minus(at, gesture.last));
    else pointing.move(at, keysOf(event));
    gesture.last = at;
  });
  on('pointerleave', () => {
    if (gesture.mode === 'none') pointing.leave();
  });
}

function listenToWheel(on: Listen, { element, pointing }: Ear): void {
  on('wheel', (event) => {
    event.preventDefault();
    const by = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_HEIGHT;
    if (event.shiftKey && pointing.resize((event.deltaX || event.deltaY) < 0 ? 1 : -1)) return;
    if (event.shiftKey) return pointing.pan([-(event.deltaX || event.deltaY) * by, 0]);
    // A pinch on a touchpad arrives as a small wheel turn with Ctrl.
    const pinches = event.ctrlKey && Math.abs(event.deltaY) < 50;
    pointing.zoom(Math.exp(-event.deltaY * by * (pinches ? PINCH_WHEEL : WHEEL)), placeOf(element, event));
  }, false);
}

function listenToSpace(on: Listen, { pointing, gesture }: Ear): void {
  const hold = (down: boolean): void => {
    if (down !== gesture.space) pointing.panning(down);
    gesture.space = down;
  };
  on('keydown', (event) => {
    if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!gesture.space) gesture.moved = false;
    hold(true);
  }, false);
  on('keyup', (event) => {
    if (event.key !== ' ' || !gesture.space) return;
    hold(false);
    if (!gesture.moved) pointing.tapped();
  });
  on('blur', () => hold(false));
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
