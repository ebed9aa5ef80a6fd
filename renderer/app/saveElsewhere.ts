import { tell } from './inside.ts';
import { pickFolder } from './pickFolder.ts';
import type { Hall } from './hall.ts';

/**
 * Writes what is only in memory into a folder of the person's choice, or, when the host itself does not answer, hands it to the
 * browser as a download.
 */
export async function saveElsewhere(inside: Hall): Promise<void> {
  const { room } = inside;
  if (room === null) return;
  const rescue = { format: 'sightline-unsaved-changes', version: 1, project: room.info.id, name: room.info.name, transactions: room.outgoing.waiting };
  const text = JSON.stringify(rescue, null, 1);
  const name = `sightline-unsaved-${inside.clock.now()}.json`;
  try {
    const grant = await pickFolder(inside);
    if (grant === null) return;
    await inside.host.files.write({ grant: grant.grant, path: name, bytes: new TextEncoder().encode(text), replace: false });
    tell(inside, 'good', { key: 'toast.savedElsewhere', params: { name } });
  } catch {
    download(name, text);
    tell(inside, 'warn', { key: 'toast.savedAsDownload', params: { name } });
  }
  inside.screen.setState({ dialog: null });
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  queueMicrotask(() => URL.revokeObjectURL(url));
}
