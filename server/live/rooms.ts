import { Listeners, type Stop } from '#shared/base/listeners.ts';
import type { Hint } from '#shared/sync/messages.ts';

/** Who watches which project. Hints only: whoever misses one finds out by asking. */
export interface Rooms {
  enter(project: string, person: string, listener: (hint: Hint) => void): Stop;
  /** Tells everyone in the project; a private stream (`u:`) only its person. */
  moved(project: string, hint: Hint): void;
  readonly watchers: () => number;
}

interface Heard {
  readonly hint: Hint;
}

export function rooms(): Rooms {
  const open = new Map<string, Listeners<Heard>>();
  let watchers = 0;
  return {
    enter: (project, person, listener) => {
      const room = open.get(project) ?? new Listeners<Heard>();
      open.set(project, room);
      watchers += 1;
      const leave = room.add(({ hint }) => {
        if (mayHear(hint, person)) listener(hint);
      });
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave();
        watchers -= 1;
        if (room.size === 0) open.delete(project);
      };
    },
    moved: (project, hint) => open.get(project)?.emit({ hint }),
    watchers: () => watchers,
  };
}

function mayHear(hint: Hint, person: string): boolean {
  return !hint.stream.startsWith('u:') || hint.stream === `u:${person}`;
}
