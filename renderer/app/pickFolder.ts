import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import { tell, type Inside } from './inside.ts';

/** The host's own dialog where it has one, else ours. Null when the person changed their mind. */
export async function pickFolder(inside: Inside): Promise<FolderGrant | null> {
  if (!inside.can('native-dialogs')) return inside.browse();
  try {
    return await inside.host.dialogs.pickFolder({ title: say({ key: 'folders.title' }) });
  } catch (error) {
    tell(inside, 'bad', messageOf(error));
    return null;
  }
}
