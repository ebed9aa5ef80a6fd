import type { Workbench } from '../commands/workbench.ts';
import type { HostConnection } from '../host/connectHost.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import { toast } from '../session/screenStore.ts';

/** The feeds that last as long as the window: what is saved and synced, whether the host is there, and second starts. */
export function watchHost(bench: Workbench, connection: HostConnection): void {
  connection.onState((state) => bench.screen.setState({ lost: state === 'lost' }));
  void followStatus(bench);
  void followOpened(bench);
}

async function followStatus({ workspace, work, screen }: Workbench): Promise<void> {
  try {
    for await (const status of workspace.sync.status({})) {
      const worse = status.saved === 'not-saved' && work.getState().status?.saved !== 'not-saved';
      work.setState({ status });
      if (worse) screen.setState({ dialog: 'notSaved' });
    }
  } catch (error) {
    toast(screen, 'bad', say(messageOf(error)));
  }
}

async function followOpened({ host, deeds, screen }: Workbench): Promise<void> {
  try {
    for await (const grant of host.app.opened({})) await deeds.openFolder(grant);
  } catch (error) {
    toast(screen, 'warn', say(messageOf(error)));
  }
}
