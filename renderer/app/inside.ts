import type { StoreApi } from 'zustand/vanilla';
import type { Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { Capability, FolderGrant, HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import type { Work } from '../commands/workbench.ts';
import type { Message } from '../i18n/i18n.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import { toast, type ScreenStore, type Toast } from '../session/screenStore.ts';
import type { SessionStore } from '../session/sessionStore.ts';

/** What the controllers share: the far sides, the stores and the machine. */
export interface Inside {
  readonly host: ClientOf<HostContract>;
  readonly workspace: ClientOf<WorkspaceContract>;
  readonly work: StoreApi<Work>;
  readonly screen: ScreenStore;
  readonly session: SessionStore;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  can(what: Capability): boolean;
  /** Shows our own folder browser. */
  browse(): Promise<FolderGrant | null>;
  after(milliseconds: number, work: () => void): () => void;
  /** Calls back with the next picture of the screen. */
  tick(work: () => void): () => void;
}

export function tell(inside: Inside, tone: Toast['tone'], message: Message): void {
  toast(inside.screen, tone, say(message));
}

/** Runs what may fail; the reason is shown, never swallowed. */
export async function attempt(inside: Inside, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(inside, 'bad', messageOf(error));
  }
}
