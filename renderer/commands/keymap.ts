import { tinykeys, type KeybindingsMap } from 'tinykeys';
import type { Stop } from '#shared/base/listeners.ts';
import type { Command } from './command.ts';
import type { Keymap } from './keymaps.ts';

/** Where a key arrives, in the terms the keymap decides by. */
export interface KeyPlace {
  /** A text field, list of choices or other thing that wants plain keys for itself. */
  readonly typing: boolean;
  /** On the picture, or on nothing in particular. */
  readonly onStage: boolean;
  /** Inside a dialog, menu or the flag panel, which have keys of their own. */
  readonly enclosed: boolean;
}

/** Keys that also mean something to a focused button, list or link act only on the picture. */
const STAGE_KEYS = /^(\[?Shift\]?\+)?(Tab|Enter|Space|Escape|Arrow\w+|Delete|Backspace|Home|End|PageUp|PageDown)$/;
const REPEATABLE = new Set(['view', 'stage', 'clip', 'task']);

/** Whether a chord may act where the key arrived. A chord with Ctrl acts everywhere but in a dialog. */
export function actsAt(chord: string, place: KeyPlace): boolean {
  if (place.enclosed) return false;
  if (STAGE_KEYS.test(chord)) return place.onStage;
  return !place.typing || withModifier(chord);
}

function withModifier(chord: string): boolean {
  return /^(\$mod|Control|Meta)\+|^F\d+$/.test(chord) && !/^\$mod\+(Shift\+)?([acvxyz]|Arrow\w+|Backspace|Delete)$/.test(chord);
}

export interface KeymapPorts<View> {
  readonly view: View;
  readonly keymap: Keymap;
  readonly run: (command: Command<View>) => void;
  readonly onStage: (target: Element) => boolean;
}

/** Listens on the window for the keys of every command. Of several with one key the last that is enabled acts. */
export function startKeymap<View>(commands: readonly Command<View>[], ports: KeymapPorts<View>): Stop {
  const map: KeybindingsMap = {};
  for (const command of commands) {
    for (const chord of ports.keymap.get(command.id) ?? []) {
      const beneath = map[chord];
      map[chord] = (event) => {
        if (!command.enabled(ports.view) && beneath !== undefined) return beneath(event);
        if (!actsAt(chord, placeOf(event, ports.onStage)) || (event.repeat && !REPEATABLE.has(command.group))) return;
        if (!command.enabled(ports.view)) return;
        event.preventDefault();
        ports.run(command);
      };
    }
  }
  return tinykeys(window, map, { ignore: (event) => event.isComposing || event.defaultPrevented });
}

const FIELDS = 'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';
const ENCLOSURES = 'dialog, [role=menu], [role=menubar], [data-own-keys]';

function placeOf(event: KeyboardEvent, onStage: (target: Element) => boolean): KeyPlace {
  const target = event.target instanceof Element ? event.target : document.body;
  return { typing: target.matches(FIELDS), enclosed: target.closest(ENCLOSURES) !== null || document.querySelector('dialog[open]') !== null, onStage: target === document.body || onStage(target) };
}
