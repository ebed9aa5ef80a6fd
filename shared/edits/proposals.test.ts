import { describe, expect, test } from 'vitest';
import { EditDesk } from '../../tests/support/editDesk.ts';
import { must } from '../base/must.ts';
import type { LabelId, TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { documentRecord, type Proposal, type Proposer } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { recordOf, unitsOf } from '../sync/units.ts';
import { createTrack } from './createTrack.ts';
import { removeKeyframe } from './keyframes.ts';
import { createLabel } from './labels.ts';
import { openKeyframes, originOf, openProposals } from './proposalRules.ts';
import { acceptProposals, labelProposals, offerKeyframes, offerProposals, refuseProposals, refuseShape, takeShape } from './proposals.ts';
import { removeTracks } from './removeTracks.ts';
import { reshape } from './reshape.ts';
import { setLabel } from './setLabel.ts';

const from: Proposer = { aid: 'detector', name: 'yolo-tiny', version: '1.2', hash: 'ab' };
const box = (x: number): Shape => ({ kind: 'box', x, y: 5, width: 20, height: 10, angle: 0 });
const offer = (x: number, score: number, word = 'car', label: LabelId | null = null) => ({ shape: box(x), label, word, score });

class Desk extends EditDesk {
  get open(): readonly Proposal[] {
    return openProposals(this.document, 0);
  }

  first(): Proposal {
    return must(this.open[0], 'a proposal');
  }
}

function offered(): Desk {
  const desk = new Desk();
  desk.do(offerProposals, { from, frame: 0, offers: [offer(0, 0.5), offer(100, 0.9), offer(200, 0.7)] });
  return desk;
}

describe('proposals', () => {
  test('are no annotations, come surest first and are whole records', () => {
    const { open, document } = offered();
    expect(open.map(({ score }) => score)).toEqual([0.9, 0.7, 0.5]);
    expect(document.tracks()).toEqual([]);
    for (const one of open) {
      expect(documentRecord.safeParse(one).success).toBe(true);
      expect(recordOf('proposal', one.id, unitsOf(one))).toEqual(one);
    }
  });

  test('become things only by a verdict, which says who and when', () => {
    const desk = offered();
    const track = desk.newId() as TrackId;
    const inverse = desk.do(acceptProposals, { proposals: [desk.first().id], tracks: [track], extent: 'still' });
    expect(desk.document.tracks().map(({ id }) => id)).toEqual([track]);
    expect(originOf(desk.document, track)).toMatchObject({ score: 0.9, from, verdict: { said: 'accepted', by: 'ada', at: 2, track } });
    expect(desk.open.length).toBe(2);
    desk.undo(inverse);
    expect([desk.document.tracks().length, desk.open.length]).toEqual([0, 3]);
  });

  test('on a clip become things that go on from their frame', () => {
    const desk = offered();
    const track = desk.newId() as TrackId;
    desk.do(acceptProposals, { proposals: [desk.first().id], tracks: [track], extent: 'span' });
    expect(shapeAt(desk.document, track, 5)).toEqual(desk.document.keyframesOf(track)[0]?.shape);
  });

  test('that were accepted and then changed by hand are corrected, and accepted again when that is undone', () => {
    const desk = offered();
    const track = desk.newId() as TrackId;
    desk.do(acceptProposals, { proposals: [desk.first().id], tracks: [track], extent: 'still' });
    const inverse = desk.do(reshape, { track, frame: 0, shape: box(103) });
    expect(originOf(desk.document, track)?.verdict?.said).toBe('corrected');
    desk.undo(inverse);
    expect(originOf(desk.document, track)?.verdict?.said).toBe('accepted');
  });

  test('count as corrected by another label too', () => {
    const desk = offered();
    const [track, label] = [desk.newId() as TrackId, desk.newId() as LabelId];
    desk.do(createLabel, { id: label, name: 'bus', color: '#ff0000', kinds: [], attributes: [] });
    desk.do(acceptProposals, { proposals: [desk.first().id], tracks: [track], extent: 'still' });
    desk.do(setLabel, { tracks: [track], label });
    expect(originOf(desk.document, track)?.verdict?.said).toBe('corrected');
  });

  test('whose thing is deleted were refused after all', () => {
    const desk = offered();
    const track = desk.newId() as TrackId;
    const { id } = desk.first();
    desk.do(acceptProposals, { proposals: [id], tracks: [track], extent: 'still' });
    desk.do(removeTracks, { tracks: [track] });
    expect(desk.document.get(id)).toMatchObject({ verdict: { said: 'refused' } });
  });

  test('that were refused stay on record and are not offered again by the same model', () => {
    const desk = offered();
    desk.do(refuseProposals, { proposals: [desk.first().id] });
    expect(desk.document.all('proposal').length).toBe(3);
    desk.do(offerProposals, { from, frame: 0, offers: [offer(100.5, 0.91), offer(0, 0.6)] });
    expect(desk.open.map(({ score }) => score)).toEqual([0.6]);
    desk.do(offerProposals, { from: { ...from, version: '2' }, frame: 0, offers: [offer(100.5, 0.91)] });
    expect(desk.open.map(({ score }) => score)).toEqual([0.91, 0.6]);
  });

  test('a second verdict on the same proposal changes nothing', () => {
    const desk = offered();
    const { id } = desk.first();
    desk.do(refuseProposals, { proposals: [id] });
    expect(() => desk.do(acceptProposals, { proposals: [id], tracks: null, extent: 'still' })).toThrow('edit/gone');
  });

  test('accepted together lie above each other, without a label that is not for their kind', () => {
    const desk = offered();
    const label = desk.newId() as LabelId;
    desk.do(createLabel, { id: label, name: 'road', color: '#ff0000', kinds: ['polygon'], attributes: [] });
    desk.do(labelProposals, { proposals: desk.open.map(({ id }) => id), label });
    desk.do(acceptProposals, { proposals: desk.open.map(({ id }) => id), tracks: null, extent: 'still' });
    expect(desk.document.tracks().map((track) => [track.z, track.label])).toEqual([[1, null], [2, null], [3, null]]);
  });

  test('broken shapes are not offered', () => {
    const desk = new Desk();
    desk.do(offerProposals, { from, frame: 0, offers: [{ ...offer(0, 1), shape: { kind: 'box', x: Number.NaN, y: 0, width: 1, height: 1, angle: 0 } }] });
    expect(desk.open).toEqual([]);
  });
});

describe('what an aid showed under the hand', () => {
  const args = { shape: box(1), frame: 0, label: null, from: { ...from, aid: 'click' } as const, score: 0.8 };
  test('is on record with the thing it became', () => {
    const desk = new Desk();
    const id = desk.newId() as TrackId;
    desk.do(takeShape, { ...args, id, extent: 'span', replaces: null });
    expect(desk.document.track(id)?.extent).toBe('span');
    expect(originOf(desk.document, id)).toMatchObject({ from: { aid: 'click' }, score: 0.8, verdict: { said: 'accepted' } });
    desk.do(takeShape, { ...args, shape: box(50), id: desk.newId() as TrackId, extent: 'span', replaces: id });
    expect(originOf(desk.document, id)?.proposedAt).toBe(2);
    expect(desk.document.tracks().length).toBe(1);
  });
  test('is on record when it was refused', () => {
    const desk = new Desk();
    desk.do(refuseShape, args);
    expect(desk.document.all('proposal')).toMatchObject([{ verdict: { said: 'refused', track: null }, shape: box(1) }]);
  });
});

describe('keyframes that are proposed', () => {
  const tracker: Proposer = { aid: 'tracker', name: 'Corners and look', version: '1', hash: null };
  const at = (frame: number) => ({ frame, shape: box(frame * 3), score: 0.9 });

  function traced(): { readonly desk: Desk; readonly track: TrackId } {
    const desk = new Desk();
    const track = desk.newId() as TrackId;
    desk.do(createTrack, { shape: box(0), frame: 0, label: null, extent: 'still', id: track, attributes: {} });
    desk.do(offerKeyframes, { from: tracker, track, looked: { from: 0, to: 20 }, keys: [at(10), at(20)] });
    return { desk, track };
  }

  const ids = (keys: readonly Proposal[]) => keys.map(({ id }) => id);

  test('are no keyframes, are whole records, and are not offered as things', () => {
    const { desk, track } = traced();
    expect(desk.document.keyframesOf(track)).toHaveLength(1);
    for (const one of openKeyframes(desk.document, track)) {
      expect(documentRecord.safeParse(one).success).toBe(true);
      expect(recordOf('proposal', one.id, unitsOf(one))).toEqual(one);
      expect(one).toMatchObject({ of: track, from: tracker });
    }
    expect(openKeyframes(desk.document, track).map(({ frame }) => frame)).toEqual([10, 20]);
  });

  test('become keyframes of their thing by a verdict, in one step that can be taken back', () => {
    const { desk, track } = traced();
    const inverse = desk.do(acceptProposals, { proposals: ids(openKeyframes(desk.document, track)), tracks: null, extent: 'span' });
    expect(desk.document.track(track)?.extent).toBe('span');
    expect(shapeAt(desk.document, track, 5)).toEqual(box(15));
    expect(desk.document.tracks()).toHaveLength(1);
    // The thing was drawn by a person all the same.
    expect(originOf(desk.document, track)).toBeNull();
    desk.undo(inverse);
    expect([desk.document.track(track)?.extent, openKeyframes(desk.document, track).length]).toEqual(['still', 2]);
  });

  test('are corrected or refused each by what is done to its own keyframe', () => {
    const { desk, track } = traced();
    const [ten, twenty] = openKeyframes(desk.document, track);
    desk.do(acceptProposals, { proposals: ids(openKeyframes(desk.document, track)), tracks: null, extent: 'span' });
    const said = (one: Proposal | undefined) => desk.document.all('proposal').find(({ id }) => id === one?.id)?.verdict?.said;
    desk.do(reshape, { track, frame: 10, shape: box(99) });
    expect([said(ten), said(twenty)]).toEqual(['corrected', 'accepted']);
    desk.do(removeKeyframe, { tracks: [track], frame: 20 });
    expect([said(ten), said(twenty)]).toEqual(['corrected', 'refused']);
  });

  test('make room for those of another run over the same frames, and for no others', () => {
    const { desk, track } = traced();
    desk.do(offerKeyframes, { from: tracker, track, looked: { from: 12, to: 30 }, keys: [at(25)] });
    expect(openKeyframes(desk.document, track).map(({ frame }) => frame)).toEqual([10, 25]);
    desk.do(offerProposals, { from: tracker, frame: 10, offers: [] });
    expect(openKeyframes(desk.document, track)).toHaveLength(2);
  });

  test('of a thing that is gone by now are settled and change nothing', () => {
    const { desk, track } = traced();
    const keys = ids(openKeyframes(desk.document, track));
    desk.do(removeTracks, { tracks: [track] });
    desk.do(acceptProposals, { proposals: keys, tracks: null, extent: 'span' });
    expect([desk.document.tracks().length, desk.document.all('keyframe').length, openKeyframes(desk.document, track).length]).toEqual([0, 0, 0]);
    expect(() => desk.do(offerKeyframes, { from: tracker, track, looked: { from: 0, to: 1 }, keys: [] })).toThrow('edit/gone');
  });
});
