import type { Inside } from './inside.ts';
import type { OwnDesk } from '../own/ownDesk.ts';
import type { ProjectRoom } from './projectRoom.ts';

/** What the deeds share: everything inside, and the project in hand. */
export interface Hall extends Inside {
  room: ProjectRoom | null;
  /** What belongs to the person alone. */
  readonly own: OwnDesk;
}
