import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEYMAPS } from '../session/screenStore.ts';
import { keyLabel } from '../ui/keyLabel.ts';
import { commandList } from './commandList.ts';
import { CVAT_KEYS, LABELME_KEYS, LABEL_STUDIO_KEYS } from './keymapPresets.ts';
import { chordOf, clashesOf, normalChord, resolveKeymap, usersOf, type Press } from './keymaps.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe.each(KEYMAPS)('the keymap %s', (preset) => {
  const keymap = resolveKeymap(commandList, { preset, own: {} });

  it('gives no key to two commands', () => expect([...clashesOf(keymap)]).toEqual([]));

  it('leaves no command without a key that has one in Sightline', () => {
    expect(commandList.filter(({ id, keys }) => keys.length > 0 && keymap.get(id)?.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('takes nothing from somebody who writes', () => {
    expect([...keymap.values()].flat().filter((chord) => ['$mod+c', '$mod+v'].includes(normalChord(chord)))).toHaveLength(2);
  });
});

describe('presets', () => {
  it('name commands that exist', () => {
    const known = new Set(commandList.map(({ id }) => id));
    expect([CVAT_KEYS, LABELME_KEYS, LABEL_STUDIO_KEYS].flatMap((keys) => Object.keys(keys)).filter((id) => !known.has(id))).toEqual([]);
  });

  it('say what hands expect: D is previous in CVAT and next in labelme', () => {
    const keyOf = (preset: (typeof KEYMAPS)[number], id: string): string | undefined => resolveKeymap(commandList, { preset, own: {} }).get(id)?.[0];
    expect([keyOf('cvat', 'task.previous'), keyOf('cvat', 'task.next'), keyOf('labelme', 'task.next'), keyOf('labelme', 'task.previous'), keyOf('labelStudio', 'task.done')]).toEqual(['d', 'f', 'd', 'a', '$mod+Enter']);
  });
});

describe('own keys', () => {
  const commands = [{ id: 'a', keys: ['x', '$mod+y'] }, { id: 'b', keys: ['z'] }];

  it('stand over the preset, and a clash is seen', () => {
    const keymap = resolveKeymap(commands, { preset: 'sightline', own: { b: ['X'] } });
    expect(keymap.get('b')).toEqual(['X']);
    expect([...clashesOf(keymap)]).toEqual([['x', ['a', 'b']]]);
    expect(usersOf(keymap, 'x', 'b')).toEqual(['a']);
  });

  it('clash with a sequence they begin', () => {
    expect([...clashesOf(new Map([['a', ['t']], ['b', ['t h']]])).keys()]).toEqual(['t']);
  });
});

describe('a chord', () => {
  const press = fc.record({ key: fc.constantFrom('a', 'Z', 'é', '1', '[', 'Enter', 'ArrowLeft', '+'), code: fc.constantFrom('KeyA', 'Digit1', 'BracketLeft', 'Enter', 'NumpadAdd', ''), ctrlKey: fc.boolean(), metaKey: fc.boolean(), altKey: fc.boolean(), shiftKey: fc.boolean() });

  it('of any press has one spelling', () => {
    fc.assert(fc.property(press, (one) => {
      const chord = chordOf(one);
      expect(chord).not.toBeNull();
      expect(normalChord(normalChord(chord ?? ''))).toBe(normalChord(chord ?? ''));
      expect(keyLabel(chord ?? '')).not.toBe('');
    }));
  });

  it('is what the keymap writes', () => {
    const cases: readonly (readonly [Partial<Press>, string | null])[] = [
      [{ key: 'F', code: 'KeyF', shiftKey: true }, 'Shift+f'], [{ key: '1', code: 'Digit1', ctrlKey: true }, '$mod+1'], [{ key: '+', code: 'NumpadAdd' }, 'NumpadAdd'], [{ key: 'Shift', code: 'ShiftLeft', shiftKey: true }, null], [{ key: '[', code: 'BracketLeft' }, 'BracketLeft'],
    ];
    for (const [one, chord] of cases) expect(chordOf({ key: '', code: '', ...plain, ...one })).toBe(chord);
  });

  it('reads well', () => {
    expect(['NumpadAdd', 'Numpad0', '$mod+Shift+z', 't h', '$mod+NumpadSubtract', 'Slash'].map(keyLabel)).toEqual(['Num +', 'Num 0', 'Ctrl ⇧ Z', 'T, H', 'Ctrl Num −', '/']);
  });
});
