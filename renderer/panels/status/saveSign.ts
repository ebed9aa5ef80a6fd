import type { WorkspaceStatus } from '#shared/bridge/workspaceContract.ts';

/** `sync.md` §2.15, plus the moment in which a change is on its way. */
export type SaveSign = 'editing' | 'saving' | 'saved' | 'oneCopy' | 'notSaved' | 'synced';

export interface SaveFacts {
  /** A gesture is under way. */
  readonly editing: boolean;
  /** Changes the window has sent to the database and not heard back from. */
  readonly unsaved: number;
  /** The database refused one of them. */
  readonly failed: boolean;
  readonly status: Pick<WorkspaceStatus, 'saved' | 'sync' | 'pending'> | null;
}

/** The worst that is true. "Saved" is never said before both copies are there. */
export function saveSign({ editing, unsaved, failed, status }: SaveFacts): SaveSign {
  if (failed || status?.saved === 'not-saved') return 'notSaved';
  if (editing) return 'editing';
  if (unsaved > 0 || status === null || status.saved === 'saving') return 'saving';
  if (status.saved === 'one-copy') return 'oneCopy';
  return status.sync === 'synced' && status.pending === 0 ? 'synced' : 'saved';
}
