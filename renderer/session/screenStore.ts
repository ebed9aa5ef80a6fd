import { createStore } from 'zustand/vanilla';

export type Page = 'welcome' | 'work' | 'inbox';
export type DialogId = 'palette' | 'shortcuts' | 'server' | 'import' | 'export' | 'attention' | 'notSaved' | 'about';
export type SideTab = 'objects' | 'labels' | 'flags';
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** A short message that leaves by itself, unless it is bad news. */
export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly text: string;
}

/** What is on the screen around the document. Dies with the window, except what `app/remember.ts` writes down. */
export interface Screen {
  readonly page: Page;
  readonly dialog: DialogId | null;
  /** Our folder browser is open, above whatever dialog asked for a folder. */
  readonly folders: boolean;
  readonly side: SideTab;
  readonly theme: Theme;
  /** The program behind the window does not answer. */
  readonly lost: boolean;
  readonly toasts: readonly Toast[];
  /** Image point under the pointer. */
  readonly pointer: readonly [x: number, y: number] | null;
}

export const screenStore = createStore<Screen>(() => ({ page: 'welcome', dialog: null, folders: false, side: 'objects', theme: 'system', lost: false, toasts: [], pointer: null }));

export type ScreenStore = typeof screenStore;

let lastToast = 0;

export function toast(store: ScreenStore, tone: Toast['tone'], text: string): void {
  lastToast += 1;
  const next: Toast = { id: lastToast, tone, text };
  store.setState(({ toasts }) => ({ toasts: [...toasts.filter((old) => old.text !== text), next].slice(-4) }));
}

export function dropToast(store: ScreenStore, id: number): void {
  store.setState(({ toasts }) => ({ toasts: toasts.filter((old) => old.id !== id) }));
}
