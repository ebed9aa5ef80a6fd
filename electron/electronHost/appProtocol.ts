import { protocol, type Session } from 'electron';

/** The one origin of everything the window shows. */
export const ORIGIN = 'app://bundle';

/** Once, before the app is ready. No `bypassCSP`, no service workers: the page is an ordinary site with a policy. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
}

/** Mounts the handler of page and bulk bytes on the window's session. */
export function serveApp(session: Session, answer: (request: Request) => Promise<Response>): void {
  session.protocol.handle('app', async (request) => (new URL(request.url).host === 'bundle' ? answer(request) : new Response(null, { status: 404 })));
}

/** Whether an address is the program's own. Compared as an origin, since `app://bundle.evil` begins the same. */
export function isOwn(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && url.protocol === 'app:' && url.host === 'bundle' && url.username === '' && url.port === '';
}
