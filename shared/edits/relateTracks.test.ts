import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { RelationId, TrackId } from '../model/ids.ts';
import { applyTo, type Op } from '../model/ops.ts';
import { documentRecord } from '../model/records.ts';
import { createTrack } from './createTrack.ts';
import { isRefusal, type Edit, type EditContext } from './edit.ts';
import { mergeTracks } from './mergeTracks.ts';
import { copyTracks, pasteTracks } from './pasteTracks.ts';
import { changeRelation, relateTracks, removeRelations, turnRelations } from './relateTracks.ts';
import { removeTracks } from './removeTracks.ts';

const newId = uuidMaker({ now: () => 1, ticks: () => 1 }, seeded(4).bytes);
const context: EditContext = { newId, now: 1, actor: 'ann' };

class World {
  readonly document = new BookDocument(new Map());
  readonly things: readonly TrackId[];
  undo: readonly Op[] = [];

  constructor(count: number) {
    this.things = Array.from({ length: count }, () => newId() as TrackId);
    for (const [at, id] of this.things.entries()) this.run(createTrack, { id, frame: at, shape: { kind: 'box', x: 10 * at, y: 0, width: 5, height: 5, angle: 0 }, label: null, extent: 'still', attributes: {} });
  }

  at(index: number): TrackId {
    return must(this.things[index], 'a thing');
  }

  run<Args>(edit: Edit<Args>, args: Args): string | null {
    const ops = edit.run(this.document, args, context);
    if (isRefusal(ops)) return ops.refused;
    this.apply(ops);
    return null;
  }

  apply(ops: readonly Op[]): void {
    const { inverse, touched } = applyTo(this.document.book, ops);
    this.document.refresh(touched);
    this.undo = inverse;
  }

  say(from: number, to: number, name = 'rides', mutual = false): string | null {
    return this.run(relateTracks, { from: [this.at(from)], to: [this.at(to)], name, mutual });
  }

  /** Every relation as `from name to`, with `=` before the end where it holds both ways. */
  said(): readonly string[] {
    const place = (id: TrackId): number => this.things.indexOf(id);
    return this.document.all('relation').map(({ from, to, name, mutual }) => `${place(from)} ${name} ${mutual ? '=' : ''}${place(to)}`).sort();
  }

  ids(): readonly RelationId[] {
    return this.document.all('relation').map(({ id }) => id);
  }
}

describe('relations', () => {
  it('are said once, of others only, and by a name', () => {
    const world = new World(3);
    expect([world.say(0, 1), world.say(0, 1), world.say(1, 0), world.say(0, 1, ' rides ')]).toEqual([null, null, null, null]);
    expect(world.said()).toEqual(['0 rides 1', '1 rides 0']);
    expect([world.say(1, 1), world.say(0, 1, '  '), world.say(0, 1, 'x'.repeat(81))]).toEqual(['edit/relation-needs-two', 'edit/no-name', 'edit/too-long']);
    expect(world.run(relateTracks, { from: [world.at(0)], to: [newId() as TrackId], name: 'rides', mutual: false })).toBe('edit/relation-needs-two');
  });

  it('that hold both ways take the place of the same said backwards', () => {
    const world = new World(2);
    world.say(0, 1, 'beside');
    expect(world.say(1, 0, 'beside', true)).toBeNull();
    expect(world.said()).toEqual(['1 beside =0']);
    world.say(0, 1, 'beside');
    expect(world.said()).toEqual(['1 beside =0']);
    expect(world.run(turnRelations, { relations: world.ids() })).toBe('edit/gone');
  });

  it('can be turned, called otherwise, and taken away', () => {
    const world = new World(2);
    world.say(0, 1);
    world.run(turnRelations, { relations: world.ids() });
    expect(world.said()).toEqual(['1 rides 0']);
    world.run(changeRelation, { relation: must(world.ids()[0], 'a relation'), name: 'towed by', mutual: true });
    expect(world.said()).toEqual(['1 towed by =0']);
    world.run(removeRelations, { relations: world.ids() });
    expect([world.said(), world.run(removeRelations, { relations: [] })]).toEqual([[], 'edit/gone']);
  });

  it('go with the things they are of, and come back with them', () => {
    const world = new World(3);
    world.say(0, 1);
    world.say(1, 2);
    world.say(2, 0);
    const before = new Map(world.document.book);
    world.run(removeTracks, { tracks: [world.at(0), world.at(1)] });
    expect(world.said()).toEqual([]);
    world.apply(world.undo);
    expect([world.document.book, world.document.relationsOf(world.at(1)).length]).toEqual([before, 2]);
  });

  it('to what somebody else has removed are kept, and not shown until it is back', () => {
    const world = new World(2);
    world.say(0, 1);
    world.apply([{ op: 'remove', id: world.at(1) }]);
    expect([world.document.relationsOf(world.at(0)), world.said().length]).toEqual([[], 1]);
    world.apply(world.undo);
    expect(world.document.relationsOf(world.at(0))).toHaveLength(1);
  });

  it('of merged things are those of what is left, each once, and none to itself', () => {
    const world = new World(4);
    world.say(1, 3);
    world.say(0, 3);
    world.say(0, 1, 'part of');
    world.say(3, 1, 'follows');
    expect(world.run(mergeTracks, { tracks: [world.at(0), world.at(1)], gap: 'leave' })).toBeNull();
    expect(world.said()).toEqual(['0 rides 3', '3 follows 0']);
  });

  it('among copied things are copied, others are not', () => {
    const world = new World(3);
    world.run(pasteTracks, { copies: [], frame: 0, by: [0, 0], ids: [] });
    world.say(0, 1);
    world.say(1, 2);
    const shape = { kind: 'box', x: 0, y: 0, width: 5, height: 5, angle: 0 } as const;
    const copies = [0, 1].flatMap((at) => copyTracks(world.document, new Set([world.at(0), world.at(1)]), at)).map((copy) => ({ ...copy, shape }));
    const ids = [newId() as TrackId, newId() as TrackId];
    expect(world.run(pasteTracks, { copies, frame: 0, by: [0, 0], ids })).toBeNull();
    expect(world.document.relationsOf(must(ids[0], 'a copy')).map(({ from, to }) => [from, to])).toEqual([ids]);
    expect(world.document.relationsOf(must(ids[1], 'a copy'))).toHaveLength(1);
  });

  it('in whatever order they are said, turned and removed, are undone to the letter and read back', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom('a', 'b'), fc.boolean(), fc.constantFrom('say', 'turn', 'remove', 'thing')), { maxLength: 25 }), (deeds) => {
      const world = new World(4);
      for (const [from, to, name, mutual, deed] of deeds) {
        const before = new Map(world.document.book);
        world.undo = [];
        if (deed === 'say') world.say(from, to, name, mutual);
        if (deed === 'turn') world.run(turnRelations, { relations: world.ids().slice(0, from) });
        if (deed === 'remove') world.run(removeRelations, { relations: world.ids().slice(0, from) });
        if (deed === 'thing') world.run(removeTracks, { tracks: [world.at(from)] });
        const after = new Map(world.document.book);
        const redo = world.undo;
        world.apply(world.undo);
        expect(world.document.book).toEqual(before);
        if (redo.length > 0) world.apply(world.undo);
        expect(world.document.book).toEqual(after);
        const known = world.document.all('relation');
        for (const one of known) expect(documentRecord.parse(one)).toEqual(one);
        for (const thing of world.things) expect(new Set(world.document.relationsOf(thing))).toEqual(new Set(known.filter((one) => (one.from === thing || one.to === thing) && world.document.track(one.from) !== undefined && world.document.track(one.to) !== undefined)));
      }
    }), { seed: 3, numRuns: 120 });
  });
});
