import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** The little of the page's world that this file touches; the rest of it is none of its business. */
declare const window: { postMessage(message: string, origin: string, ports: readonly unknown[]): void };
declare const location: { readonly origin: string };

ipcRenderer.on('sightline:ports', ({ ports }) => window.postMessage('sightline:ports', location.origin, ports));

contextBridge.exposeInMainWorld(
  'sightline',
  Object.freeze({
    kind: 'electron',
    ready: () => ipcRenderer.send('sightline:ready'),
    /** Dropped files become grants; their paths pass from here to main and the page never has them. */
    grant: (files: Parameters<typeof webUtils.getPathForFile>[0][]) =>
      ipcRenderer.invoke('sightline:grant', files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')),
  }),
);
