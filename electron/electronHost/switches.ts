import { app } from 'electron';
import { AppError } from '#shared/base/errors.ts';

/** Doors for debuggers. A release has none, whoever writes them on its command line. */
const DEBUGGING: readonly string[] = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags', 'load-extension', 'disable-web-security'];

/** The browser's switches: 3D without a graphics card, and nothing fetched behind the person's back. */
export function setSwitches(): void {
  const debugging = DEBUGGING.find((name) => app.commandLine.hasSwitch(name));
  if (app.isPackaged && debugging !== undefined) throw new AppError('host/debugging', `This build of Sightline does not take --${debugging}.`, { params: { debugging } });
  for (const name of ['enable-unsafe-swiftshader', 'disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) app.commandLine.appendSwitch(name);
}
