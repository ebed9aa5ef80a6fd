import { describe, expect, it } from 'vitest';
import en from '../i18n/en.json' with { type: 'json' };
import { clashesOf } from './keymaps.ts';
import { commandList, GROUPS } from './commandList.ts';
import { actsAt } from './keymap.ts';

const words: Readonly<Record<string, string>> = en;
const anywhere = { typing: false, onStage: false, enclosed: false };

describe('the keymap', () => {
  it('gives no key to two commands that can be meant at once', () => {
    expect([...clashesOf(new Map(commandList.map(({ id, keys }) => [id, keys])))]).toEqual([]);
  });

  it('has one name and one id per command, and a name per group', () => {
    const ids = commandList.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => words[`command.${id}`] === undefined)).toEqual([]);
    expect(GROUPS.filter((group) => words[`group.${group}`] === undefined)).toEqual([]);
  });

  it('never takes a plain key, nor undo, from somebody who types', () => {
    const taken = commandList.flatMap(({ keys }) => keys).filter((chord) => actsAt(chord, { ...anywhere, typing: true }));
    expect(taken.every((chord) => chord.startsWith('$mod+') || chord.startsWith('Alt+') || /^F\d+$/.test(chord))).toBe(true);
    expect(taken).not.toContain('$mod+z');
    expect(taken).not.toContain('$mod+a');
  });

  it('leaves Tab, Enter and the arrows to what has the focus, unless that is the picture', () => {
    for (const chord of ['Tab', 'Shift+Tab', 'Enter', 'ArrowLeft', 'Shift+ArrowLeft', 'Delete', 'Escape']) {
      expect(actsAt(chord, anywhere)).toBe(false);
      expect(actsAt(chord, { ...anywhere, onStage: true })).toBe(true);
    }
  });

  it('is silent in dialogs and menus', () => {
    expect(commandList.flatMap(({ keys }) => keys).filter((chord) => actsAt(chord, { ...anywhere, enclosed: true }))).toEqual([]);
  });
});
