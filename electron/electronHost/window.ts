import { BrowserWindow } from 'electron';
import { ORIGIN } from './appProtocol.ts';

/** The partition of the window's session: its database, its cookies, nothing shared with anyone. */
export const PARTITION = 'persist:sightline';

export interface WindowOptions {
  readonly preload: string;
  /** Release builds have no developer tools. */
  readonly isRelease: boolean;
}

/** The one place that makes windows. Every preference is written out, since a default is one release away from another. */
export function createWindow({ preload, isRelease }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Sightline',
    backgroundColor: '#1b1d21',
    webPreferences: {
      preload,
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isRelease,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${ORIGIN}/`);
  return window;
}
