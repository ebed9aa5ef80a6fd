import { describe, expect, it } from 'vitest';
import { BookDocument } from '../model/document.ts';
import { keyframeIdOf, relationIdOf, type TrackId } from '../model/ids.ts';
import type { DocumentRecord, Keyframe, Track } from '../model/records.ts';
import { answers } from './evaluate.ts';
import { parseQuery } from './parse.ts';
import { trackSubject } from './trackSubject.ts';

/** A thing by its keyframes: frame, and x, or null for out of sight. */
function thing(name: string, keys: readonly (readonly [frame: number, x: number | null])[]): readonly (Track | Keyframe)[] {
  const id = name as TrackId;
  const track: Track = { id, type: 'track', kind: 'box', label: null, extent: 'span', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null };
  return [track, ...keys.map(([frame, x]): Keyframe => ({ id: keyframeIdOf(id, frame), type: 'keyframe', track: id, frame, shape: x === null ? null : { kind: 'box', x, y: 0, width: 10, height: 10, angle: 0 }, occluded: false, truncated: false }))];
}

const [jumps, gone, brief] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'] as const;
const records: readonly DocumentRecord[] = [
  ...thing(jumps, [[0, 0], [10, 50], [11, 120]]),
  ...thing(gone, [[2, 0], [20, null], [30, 0]]),
  ...thing(brief, [[40, 0], [45, null]]),
];
const document = new BookDocument(new Map(records.map((record) => [record.id, record])));

function found(question: string, frame = 0, asked = document): readonly string[] {
  const { query, problem } = parseQuery(question, { labels: [], relations: [], attributes: [] });
  expect(problem).toBeNull();
  const watching = { frame, frames: 100, picture: { width: 100, height: 100 }, hidden: new Set<TrackId>(), selected: new Set<TrackId>(), inConflict: new Set<TrackId>() };
  return asked.tracks().filter((track) => query !== null && answers(query, trackSubject(asked, track, watching))).map(({ id }) => id);
}

describe('questions about relations', () => {
  const ends = { from: jumps as TrackId, to: gone as TrackId, name: 'towed by' };
  const related = new BookDocument(new Map([...records, { id: relationIdOf(ends), type: 'relation' as const, ...ends, mutual: false }].map((record) => [record.id, record])));
  it.each([
    ['has relation', [jumps, gone]], ['not has relation', [brief]], ['relation = "towed by"', [jumps, gone]], ['relation = "Towed By"', [jumps, gone]], ['relation != "towed by"', [brief]],
    ['relation ~ tow and relations = 1', [jumps, gone]], ['relation = none', [brief]], ['has note', []], ['"towed"', [jumps, gone]],
  ])('%s', (question, ids) => expect(found(question, 0, related)).toEqual(ids));

  it('has is a word like any other where a label has an attribute of that name', () => {
    const attribute = { key: 'has', name: 'has', input: 'text', values: [] } as const;
    expect(parseQuery('has = trailer', { labels: [], relations: [], attributes: [attribute] }).problem).toBeNull();
    expect(parseQuery('has', { labels: [], relations: [], attributes: [] }).problem).toMatchObject({ code: 'needs-question' });
    expect(parseQuery('has relatoin', { labels: [], relations: [], attributes: [] }).problem).toMatchObject({ code: 'unknown-field', params: { hint: 'relation' } });
  });
});

describe('questions about time', () => {
  it.each([
    ['jump > 40', [jumps]], ['jump > 80', []], ['gap > 0', [gone]], ['gap = 10', [gone]], ['length < 10', [brief]], ['keyframes = 2', [brief]],
    ['first >= 2', [gone, brief]], ['last = 99', [jumps, gone]], ['frames = 5', [brief]], ['swell > 1.5', []],
  ])('%s', (question, ids) => expect(found(question)).toEqual(ids));

  it('about the frame that is seen', () => {
    expect(found('outside', 25)).toEqual([gone, brief]);
    expect(found('keyframe', 10)).toEqual([jumps]);
    expect(found('not outside and jump > 40', 5)).toEqual([jumps]);
  });
});
