import { expect, test } from 'vitest';
import type { KeyframeId, LabelId, TrackId } from '#shared/model/ids.ts';
import type { Keyframe, Track } from '#shared/model/records.ts';
import { colorOf, paletteColor } from './colorBy.ts';
import { NO_LABEL_COLOR } from './styles.ts';

const track: Track = { id: 't1' as TrackId, type: 'track', kind: 'box', label: 'l1' as LabelId, extent: 'span', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null, 'a:make': 'x' };
const key = (frame: number, light: string): Keyframe => ({ id: `k${frame}` as KeyframeId, type: 'keyframe', track: track.id, frame, shape: null, occluded: false, truncated: false, 'a:light': light });
const keys = [key(0, 'red'), key(5, 'green')];

test('colours tell labels, things, or values of the track or of the frame', () => {
  const of = (colorBy: 'label' | 'instance' | `attribute:${string}`, frame = 0): string => colorOf({ track, keys }, { frame, colorBy, labelColor: '#123456' });
  expect(of('label')).toBe('#123456');
  expect(of('instance')).toBe(paletteColor('t1'));
  expect(of('attribute:make')).toBe(paletteColor('x'));
  expect([of('attribute:light', 4), of('attribute:light', 5)]).toEqual([paletteColor('red'), paletteColor('green')]);
  expect(of('attribute:unknown')).toBe(NO_LABEL_COLOR);
});

test('a colour is always the same and can be read by painters', () => {
  for (const text of ['', 'a', 'ü', 'a long text']) expect(paletteColor(text)).toMatch(/^#[0-9a-f]{6}$/);
  expect(paletteColor('a')).toBe(paletteColor('a'));
});
