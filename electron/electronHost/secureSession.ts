import type { Session } from 'electron';
import { isOwn } from './appProtocol.ts';

/** What the page may use without asking; everything else, devices first, is denied. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'pointerLock', 'persistent-storage', 'clipboard-sanitized-write']);

/** Closes a session: few permissions, no devices, no downloads, no network. The page talks to the host, the host to the server. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => decide(GRANTED.has(permission) && isOwn(contents.getURL())));
  session.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOwn(origin));
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, ...[, , choose]) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isLocal(url) }));
  session.setSpellCheckerEnabled(false);
}

/** Our own files, and what the page made itself. Developer tools load theirs in builds that have them. */
function isLocal(address: string): boolean {
  return isOwn(address) || address.startsWith('blob:app://bundle/') || address.startsWith('data:') || address.startsWith('devtools://');
}
