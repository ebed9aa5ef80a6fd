import type { KeymapChoice, KeymapId, OwnKeys } from '../session/screenStore.ts';
import { CVAT_KEYS, LABELME_KEYS, LABEL_STUDIO_KEYS } from './keymapPresets.ts';

/** The keys of every command, first the one that is shown. */
export type Keymap = ReadonlyMap<string, readonly string[]>;

interface Keyed {
  readonly id: string;
  readonly keys: readonly string[];
}

const PRESETS: Readonly<Record<KeymapId, OwnKeys>> = { sightline: {}, cvat: CVAT_KEYS, labelStudio: LABEL_STUDIO_KEYS, labelme: LABELME_KEYS };

/**
 * The keys in force. A preset says only what it does differently: commands it does not name keep their keys, except
 * those it gives to others, for which they get a free one beside it. The person's own keys stand as they are, so that a
 * clash is seen and not silently undone.
 */
export function resolveKeymap(commands: readonly Keyed[], { preset, own }: KeymapChoice): Keymap {
  const named = PRESETS[preset];
  const taken = new Set(Object.values(named).flatMap((keys) => keys.map(normalChord)));
  const kept = new Map(commands.map(({ id, keys }) => [id, named[id] ?? keys.filter((chord) => !taken.has(normalChord(chord)))]));
  const used = new Set([...kept.values()].flat().map(normalChord));
  for (const { id, keys } of commands) {
    const beside = kept.get(id)?.length === 0 ? freeBeside(keys, used) : null;
    if (beside === null) continue;
    kept.set(id, [beside]);
    used.add(normalChord(beside));
  }
  return new Map([...kept].map(([id, keys]) => [id, own[id] ?? keys]));
}

/** The first of some keys with one more modifier that nobody uses. */
function freeBeside(keys: readonly string[], used: ReadonlySet<string>): string | null {
  const candidates = ['Shift', 'Alt', 'Alt+Shift', '$mod+Alt'].flatMap((modifier) => keys.filter((chord) => !chord.includes('+') && !chord.includes(' ')).map((chord) => `${modifier}+${chord}`));
  return [...candidates, ...keys.map((chord) => `$mod+Alt+${chord.split('+').at(-1) ?? chord}`)].find((chord) => !used.has(normalChord(chord))) ?? null;
}

/** Commands that leave their key to one of clips while a clip is in hand; otherwise they have it. */
const YIELDING: ReadonlySet<string> = new Set(['task.next', 'task.previous', 'task.queue', 'edit.propagate']);

/** Whether two commands may have one key: only one of them can be meant at a time. */
function mayShare([one, other, ...more]: readonly string[]): boolean {
  if (one === undefined || other === undefined || more.length > 0) return false;
  if (isOfSpace(one) !== isOfSpace(other)) return isOfPictures(isOfSpace(one) ? other : one);
  return isOfClips(one) ? YIELDING.has(other) : isOfClips(other) && YIELDING.has(one);
}

/** Meant in point clouds only, where what is drawn on pictures is not. */
function isOfSpace(id: string): boolean {
  return id.startsWith('space.') || id === 'draw.cuboid';
}

function isOfPictures(id: string): boolean {
  return id.startsWith('topology.') || (id.startsWith('draw.') && !['draw.select', 'draw.pan', 'draw.again'].includes(id));
}

function isOfClips(id: string): boolean {
  return id.startsWith('clip.') || id.startsWith('track.');
}

/** Chords that more than one command listens to, or that begin another's sequence: chord by chord, with the commands. */
export function clashesOf(keymap: Keymap): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [id, keys] of keymap) for (const chord of new Set(keys.map(normalChord))) users.set(chord, [...(users.get(chord) ?? []), id]);
  for (const [chord, ids] of users) {
    const first = chord.split(' ')[0] ?? '';
    if (first !== chord && users.has(first)) users.set(first, [...new Set([...(users.get(first) ?? []), ...ids])]);
  }
  return new Map([...users].filter(([, ids]) => ids.length > 1 && !mayShare(ids)));
}

/** The commands another command's new key would be taken from: not those that may keep it beside the other. */
export function usersOf(keymap: Keymap, chord: string, except: string): readonly string[] {
  return [...keymap].filter(([id, keys]) => id !== except && !mayShare([id, except]) && keys.some((one) => normalChord(one) === normalChord(chord))).map(([id]) => id);
}

/** One spelling for a chord: modifiers in order, keys by one name. */
export function normalChord(chord: string): string {
  return chord.split(' ').map((press) => {
    const parts = press.split(/\+(?=.)/);
    const key = (parts.pop() ?? '').toLowerCase();
    return [...parts.map((part) => (part === 'Control' || part === 'Meta' ? '$mod' : part)).sort(), key].join('+');
  }).join(' ');
}

/** What a key event says of itself; a part of the platform's `KeyboardEvent`. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Dead', 'Process', 'Unidentified']);

/** The chord of a pressed key as keymaps write it, or null while only modifiers are down. Letters go by what they write, signs by where they are. */
export function chordOf(press: Press): string | null {
  if (MODIFIERS.has(press.key)) return null;
  const letter = /^\p{L}$/u.test(press.key);
  const key = letter ? press.key.toLowerCase() : press.code.startsWith('Digit') ? press.code.slice(5) : press.code === '' ? press.key : press.code;
  return [press.ctrlKey || press.metaKey ? '$mod' : '', press.altKey ? 'Alt' : '', press.shiftKey ? 'Shift' : '', key].filter((part) => part !== '').join('+');
}
