import { keymapInForce } from '../commands/keymapInForce.ts';
import type { Keymap } from '../commands/keymaps.ts';
import { useScreen } from './benchContext.ts';

/** The keys in force, for whatever shows them. */
export function useKeymap(): Keymap {
  return keymapInForce(useScreen((screen) => screen.keymap));
}

/** The key shown for a command, or null when it has none. */
export function useKeyOf(id: string): string | null {
  return useKeymap().get(id)?.[0] ?? null;
}
