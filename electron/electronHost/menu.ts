import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Only what the system expects of every program. Commands live in the window, where they can be found, translated and
 * undone; undo and redo are among them. There is no reload and, in release builds, nothing for developers.
 */
export function setMenu(platform: string, isRelease: boolean): void {
  const edit: MenuItemConstructorOptions = { label: 'Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] };
  const view: MenuItemConstructorOptions = { label: 'View', submenu: [{ role: 'togglefullscreen' }, ...(isRelease ? [] : [{ role: 'toggleDevTools' } as const])] };
  const window: MenuItemConstructorOptions = { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }] };
  const own: MenuItemConstructorOptions = platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] };
  Menu.setApplicationMenu(Menu.buildFromTemplate([own, edit, view, window]));
}
