import type { KeymapChoice } from '../session/screenStore.ts';
import { commandList } from './commandList.ts';
import { resolveKeymap, type Keymap } from './keymaps.ts';

const known = new WeakMap<KeymapChoice, Keymap>();

/** The keys of every command under a choice; resolved once per choice. */
export function keymapInForce(choice: KeymapChoice): Keymap {
  const found = known.get(choice) ?? resolveKeymap(commandList, choice);
  known.set(choice, found);
  return found;
}
