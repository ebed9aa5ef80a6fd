import type { Inside } from './inside.ts';

const LOOK_AGAIN = 200;

/** Until nothing is in the hand: a change of our own would take away what is being dragged. */
export async function whenFree({ session, after }: Pick<Inside, 'session' | 'after'>): Promise<void> {
  while (session.getState().drafting) await new Promise<void>((resolve) => void after(LOOK_AGAIN, resolve));
}
