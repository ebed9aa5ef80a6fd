import { AppError } from '#shared/base/errors.ts';

/** Lets a few through at a time, lets some more wait and turns the rest away. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function gate(atOnce: number, waitingRoom: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (inside < atOnce) {
      inside += 1;
      return;
    }
    if (waiting.length >= waitingRoom) throw new AppError('server/busy', 'The server is busy. Your work is safe on your computer; it will be sent in a moment.');
    // Whoever leaves hands his place over, so `inside` stays as it is.
    await new Promise<void>((go) => waiting.push(go));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) inside -= 1;
    else next();
  };
  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
