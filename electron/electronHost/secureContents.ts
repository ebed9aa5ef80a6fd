import { app, dialog, shell, type Event, type WebContents } from 'electron';
import { isOwn } from './appProtocol.ts';

/** Holds every page the app ever shows to the program's own address. Set up before the first window. */
export function secureContents(): void {
  app.on('web-contents-created', (_event, contents) => hold(contents));
  app.on('certificate-error', (event, ...rest) => {
    event.preventDefault();
    const accept = rest.find((one) => typeof one === 'function');
    accept?.(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
}

function hold(contents: WebContents): void {
  const stay = (event: Event<{ readonly url: string }>): void => {
    if (!isOwn(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWindowOpenHandler(({ url }) => {
    void offerLink(url);
    return { action: 'deny' };
  });
}

/** The one way out to a browser: `https` only, and only after the person has seen the whole address. */
export async function offerLink(address: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.protocol !== 'https:' || url.username !== '') return;
  const { response } = await dialog.showMessageBox({
    type: 'question', message: 'Open this address in your browser?', detail: url.href, buttons: ['Open', 'Cancel'], defaultId: 1, cancelId: 1,
  });
  if (response === 0) await shell.openExternal(url.href);
}
