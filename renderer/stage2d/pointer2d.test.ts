import { describe, expect, test } from 'vitest';
import { listenToPointer } from './pointer2d.ts';

/** Stands in for the stage's element: where it is, and how many listeners it has. */
class FakeElement extends EventTarget {
  listeners = 0;
  readonly #own: (() => void)[] = [];

  override addEventListener(type: string, listener: EventListener, { signal }: AddEventListenerOptions): void {
    this.#own.push(() => this.removeEventListener(type, listener));
    this.listeners += 1;
    if (this.listeners === 1) signal?.addEventListener('abort', () => this.#leave());
    super.addEventListener(type, listener);
  }

  #leave(): void {
    for (const remove of this.#own) remove();
    this.listeners = 0;
  }

  getBoundingClientRect(): { left: number; top: number } {
    return { left: 100, top: 50 };
  }

  setPointerCapture(): void {
    return;
  }
}

function listen(): { element: FakeElement; said: string[]; fire: (type: string, more: object) => void; stop: () => void } {
  const element = new FakeElement();
  const said: string[] = [];
  const word = (name: string) => (...args: readonly unknown[]): void => void said.push([name, ...args.filter((arg) => Array.isArray(arg) || typeof arg !== 'object').map((arg) => JSON.stringify(arg))].join(' '));
  const stop = listenToPointer(element as unknown as HTMLElement, { press: word('press'), move: word('move'), release: word('release'), lost: word('lost'), leave: word('leave'), pan: word('pan'), zoom: word('zoom'), panning: word('panning'), tapped: word('tapped'), resize: () => false });
  const fire = (type: string, more: object): void => void element.dispatchEvent(Object.assign(new Event(type), { button: 0, pointerId: 1, pointerType: 'mouse', clientX: 110, clientY: 70, ...more }));
  return { element, said, fire, stop };
}

describe('pointer', () => {
  test('a left drag goes to the tool, in CSS pixels of the stage', () => {
    const { said, fire } = listen();
    fire('pointerdown', {});
    fire('pointermove', { clientX: 120 });
    fire('pointerup', { clientX: 120 });
    expect(said).toEqual(['press [10,20]', 'move [20,20]', 'release [20,20]']);
  });

  test('the middle button and space with the left one pan', () => {
    const { said, fire } = listen();
    fire('pointerdown', { button: 1 });
    fire('pointermove', { clientX: 115, clientY: 71 });
    fire('pointerup', { button: 1 });
    fire('keydown', { key: ' ' });
    fire('pointerdown', {});
    fire('pointermove', { clientX: 109 });
    fire('keyup', { key: ' ' });
    expect(said).toEqual(['pan [5,1]', 'panning true', 'pan [-1,0]', 'panning false']);
  });

  test('space alone is a tap', () => {
    const { said, fire } = listen();
    fire('keydown', { key: ' ' });
    fire('keyup', { key: ' ' });
    expect(said).toEqual(['panning true', 'panning false', 'tapped']);
  });

  test('two fingers take the gesture from the tool and zoom about their middle', () => {
    const { said, fire } = listen();
    fire('pointerdown', { pointerType: 'touch' });
    fire('pointerdown', { pointerType: 'touch', pointerId: 2, clientX: 210 });
    fire('pointermove', { pointerType: 'touch', pointerId: 2, clientX: 310 });
    expect(said).toEqual(['press [10,20]', 'lost', 'pan [50,0]', 'zoom 2 [110,20]']);
  });

  test('a pointer that is taken away ends the gesture', () => {
    const { said, fire } = listen();
    fire('pointerdown', {});
    fire('pointercancel', {});
    fire('pointermove', {});
    expect(said).toEqual(['press [10,20]', 'lost', 'move [10,20]']);
  });

  test('stopping takes every listener away', () => {
    const { element, said, fire, stop } = listen();
    expect(element.listeners).toBeGreaterThan(8);
    stop();
    fire('pointerdown', {});
    expect([element.listeners, said]).toEqual([0, []]);
  });
});
