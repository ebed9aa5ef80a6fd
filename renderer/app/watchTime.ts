import type { OwnDesk } from '../own/ownDesk.ts';
import type { Inside } from './inside.ts';

/** The pointer speaks a hundred times a second; once in this many milliseconds is enough. */
const OFTEN_ENOUGH = 1000;

/** Tells the person's clock what happens in the window. */
export function watchTime(inside: Inside, desk: OwnDesk): void {
  let last = -OFTEN_ENOUGH;
  const input = (): void => {
    const at = inside.clock.ticks();
    if (at - last < OFTEN_ENOUGH) return;
    last = at;
    desk.time?.notice({ is: 'input' });
  };
  for (const name of ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const) addEventListener(name, input, { passive: true, capture: true });
  inside.work.subscribe((work, before) => {
    if (work.open?.task !== before.open?.task) desk.time?.notice({ is: 'task', task: work.open?.task ?? null });
    if (work.opening !== before.opening) desk.time?.notice({ is: 'waiting', on: work.opening });
  });
  inside.screen.subscribe((screen, before) => {
    if (screen.reflecting !== before.reflecting) desk.time?.notice({ is: 'reflecting', on: screen.reflecting });
  });
  inside.session.subscribe((session, before) => {
    if (session.view !== before.view || session.frame !== before.frame) input();
  });
}
