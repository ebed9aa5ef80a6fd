import { Listeners, type Stop } from '#shared/base/listeners.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { isPrivateStream, privateStreamOf } from '#shared/model/streams.ts';
import type { Hint } from '#shared/sync/messages.ts';

/** The organisation is part of the name, so that no mistake further out can open a room of strangers. */
export interface RoomOf {
  readonly org: string;
  readonly project: string;
}

/** Who watches which project. Hints only: whoever misses one finds out by asking. */
export interface Rooms {
  enter(room: RoomOf, person: string, listener: (hint: Hint) => void): Stop;
  /** Tells everyone in the project; a private stream (`u:`) only its person. */
  moved(room: RoomOf, hint: Hint): void;
  readonly watchers: () => number;
}

export function rooms(): Rooms {
  const open = new Map<string, Listeners<Hint>>();
  let watchers = 0;
  return {
    enter: (where, person, listener) => {
      const name = nameOf(where);
      const room = open.get(name) ?? new Listeners<Hint>();
      open.set(name, room);
      const own = privateStreamOf(where.project as ProjectId, person);
      watchers += 1;
      const leave = room.add((hint) => {
        if (mayHear(hint, own)) listener(hint);
      });
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave();
        watchers -= 1;
        if (room.size === 0) open.delete(name);
      };
    },
    moved: (where, hint) => open.get(nameOf(where))?.emit(hint),
    watchers: () => watchers,
  };
}

function nameOf({ org, project }: RoomOf): string {
  return `${org} ${project}`;
}

function mayHear(hint: Hint, own: string): boolean {
  return !isPrivateStream(hint.stream) || hint.stream === own;
}
