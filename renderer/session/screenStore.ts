import { createStore } from 'zustand/vanilla';
import type { MapPlace, PictureTiles } from '#shared/bridge/hostContract.ts';
import type { Copied } from '#shared/edits/pasteTracks.ts';

export type Page = 'welcome' | 'work' | 'inbox';
export type DialogId =
  | 'palette' | 'shortcuts' | 'keys' | 'about' | 'notSaved'
  | 'server' | 'people' | 'attention'
  | 'import' | 'export'
  | 'propagate' | 'relate' | 'models'
  | 'themes' | 'carry' | 'chapter' | 'valueOver' | 'camera'
  | 'review' | 'marks' | 'record';
/** A person's own keys by command. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>;
/** Keymaps one can choose from. The keys written at the commands themselves are *Sightline*. */
export const KEYMAPS = ['sightline', 'cvat', 'labelStudio', 'labelme'] as const;
export type KeymapId = (typeof KEYMAPS)[number];

/** What was chosen: a preset, and the person's own keys by command. */
export interface KeymapChoice {
  readonly preset: KeymapId;
  readonly own: OwnKeys;
}

export type SideTab = 'objects' | 'labels' | 'flags' | 'findings' | 'guideline';
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
  /** Colour under the pointer as the file has it; null where it is not known. */
  readonly pixel: string | null;
  /** Where the picture is on a map, if its file says so. */
  readonly place: MapPlace | null;
  /** The values most pixels of a picture with 16 bits have; null with 8. */
  readonly range: PictureTiles['range'];
  /** The panel for how the picture is seen is open. */
  readonly seeing: boolean;
  /** The look back on the week is open beside the canvas. */
  readonly reflecting: boolean;
  readonly keymap: KeymapChoice;
  /** What was copied, from whichever picture. */
  readonly clipboard: readonly Copied[];
  /** The question the object list is narrowed by, as written. */
  readonly question: string;
  /** Rises when somebody wants to write a question. */
  readonly asking: number;
  /** Rises when somebody wants to write the number of a frame. */
  readonly going: number;
  /** The review clip that is being made, and how far it is, 0 to 1. */
  readonly reviewing: { readonly name: string; readonly share: number } | null;
}

export const screenStore = createStore<Screen>(() => ({ page: 'welcome', dialog: null, folders: false, side: 'objects', theme: 'system', lost: false, toasts: [], pointer: null, pixel: null, place: null, range: null, seeing: false, reflecting: false, keymap: { preset: 'sightline', own: {} }, clipboard: [], question: '', asking: 0, going: 0, reviewing: null }));

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
