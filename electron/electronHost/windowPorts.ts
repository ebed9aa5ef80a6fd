import { ipcMain, MessageChannelMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import * as z from 'zod';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { isOwn } from './appProtocol.ts';
import { portWire } from './portWire.ts';

/** Every channel there is; the preload uses these and no others. */
export const channels = { ready: 'sightline:ready', ports: 'sightline:ports', grant: 'sightline:grant' } as const;

export interface PortParts {
  /** Serves one wire of a window. */
  readonly serve: (wire: Wire, contents: WebContents, role: 'window' | 'worker') => void;
  readonly grant: (path: string, contents: WebContents) => Promise<FolderGrant | null>;
}

const paths = z.array(z.string().min(1).max(4096)).max(100);

/** Answers a window that says it is ready with two ports: one for the page, one for its sync worker. */
export function offerPorts({ serve, grant }: PortParts): void {
  ipcMain.on(channels.ready, (event) => {
    if (!isOurPage(event)) return;
    const ports = (['window', 'worker'] as const).map((role) => {
      const { port1, port2 } = new MessageChannelMain();
      serve(portWire(port1), event.sender, role);
      return port2;
    });
    event.sender.postMessage(channels.ports, null, ports);
  });
  ipcMain.handle(channels.grant, async (event, asked: unknown) => {
    const given = paths.safeParse(asked);
    if (!isOurPage(event) || !given.success) return [];
    const grants = await Promise.all(given.data.map((path) => grant(path, event.sender)));
    return grants.filter((one) => one !== null);
  });
}

/** Only the top frame of our own page is listened to; a frame that is gone has no say either. */
function isOurPage({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwn(senderFrame.url);
}
