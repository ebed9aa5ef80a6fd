import type { WorkspaceStatus } from '#shared/bridge/workspaceContract.ts';
import type { FlagRow } from '../../commands/workbench.ts';

export type FlagState = 'here' | 'queued' | 'synced' | 'answered' | 'clear' | 'unhelpful';

/** Where a flag of mine stands. Without a server it is simply on this computer; with nothing pending at all, everything has arrived. */
export function flagState({ flag, answer, pending }: FlagRow, status: WorkspaceStatus | null): FlagState {
  if (flag.verdict === 'clear') return 'clear';
  if (flag.verdict === 'does_not_help') return 'unhelpful';
  if (answer !== null) return 'answered';
  if (pending === null) return 'here';
  return pending && status?.pending !== 0 ? 'queued' : 'synced';
}
