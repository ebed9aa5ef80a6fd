import { beforeAll, describe, expect, it } from 'vitest';
import type { Uuid } from '#shared/base/id.ts';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import { MOST_RUN_CHARACTERS } from '#shared/model/kinds/mask.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { PushAnswer } from '#shared/sync/messages.ts';
import { OP_VERSION, type SyncOp } from '#shared/sync/op.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { EMPTY_HASH, replaceInHash } from '#shared/sync/rowHash.ts';
import { heads } from '../../server/ledger/heads.ts';
import type { LedgerScope, LedgerStore, LedgerStream } from '../../server/ledger/ledgerStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push } from '../../server/ledger/push.ts';

/** A ledger to put to the test, with a project that a lead and an annotator may use. */
export interface LedgerUnderTest {
  readonly store: LedgerStore;
  readonly project: Uuid;
  readonly scope: (person: 'lead' | 'annotator') => LedgerScope;
  readonly newId: () => Uuid;
  readonly haveBlob: (sha256: string) => Promise<void>;
}

const clock = { now: () => 1000, ticks: () => 0 };

/** What every body of the ledger has to do (`sync.md` §2.4 to §2.9), whatever it keeps its rows in. */
export function ledgerContract(name: string, open: () => Promise<LedgerUnderTest>): void {
  describe(`the ledger in ${name}`, () => {
    let ledger: LedgerUnderTest;
    beforeAll(async () => {
      ledger = await open();
    });

    it('gives the same op the same result, and numbers without gaps', async () => {
      const desk = new Desk(ledger);
      const [track] = [ledger.newId()];
      const ops = [desk.putTrack(track), desk.set(track, { z: 2 }, 1)];
      const first = await desk.push(ops);
      expect(first.results.map((one) => [one.status, one.seq])).toEqual([['applied', 1], ['applied', 2]]);
      expect((await desk.push(ops)).results).toEqual(first.results);
      expect(await desk.rows()).toMatchObject([{ id: track, seq: 2 }]);
    });

    it('knows a swallowed change by its own id', async () => {
      const desk = new Desk(ledger);
      const [track, swallowed] = [ledger.newId(), ledger.newId()];
      const folded = { ...desk.putTrack(track), folds: [swallowed] };
      await desk.push([folded]);
      const alone = { ...desk.set(track, { z: 9 }, 1), id: swallowed };
      expect((await desk.push([alone])).results).toMatchObject([{ id: swallowed, status: 'applied', seq: 1 }]);
      expect((await desk.rows())[0]?.units['z']?.[0]).toBe(0);
    });

    it('notices a copied profile by a device number used before', async () => {
      const desk = new Desk(ledger);
      await desk.push([{ ...desk.putTrack(ledger.newId()), dseq: 5 }]);
      expect(await desk.tryPush([{ ...desk.putTrack(ledger.newId()), dseq: 5 }])).toMatchObject({ ok: false, status: 409, code: 'device_forked' });
    });

    it('holds a set together or not at all, with one conflict for it', async () => {
      const desk = new Desk(ledger);
      const [old, fresh] = [ledger.newId(), ledger.newId()];
      await desk.push([desk.putTrack(old), desk.set(old, { z: 2 }, 1)]);
      const tx = { id: ledger.newId(), n: 2, atomic: true };
      const answer = await desk.push([{ ...desk.putTrack(fresh), tx: { ...tx, i: 0 } }, { ...desk.set(old, { z: 3 }, 1), tx: { ...tx, i: 1 } }]);
      expect(answer.results.map((one) => one.status)).toEqual(['conflict', 'conflict']);
      const rows = await desk.rows();
      expect(rows.map((row) => row.type).sort()).toEqual(['conflict', 'track']);
    });

    it('holds late work once the new holder has written, and lets it pass before', async () => {
      const desk = new Desk(ledger);
      const track = ledger.newId();
      await desk.push([desk.putTrack(track)]);
      await desk.changeStream((stream) => ({ ...stream, epoch: 2, epochHead: stream.head, assignee: ledger.scope('annotator').session.actor }));
      const early = await desk.push([desk.set(track, { z: 5 }, 1)]);
      const other = new Desk(ledger, 'annotator', desk.task);
      await other.push([{ ...other.set(track, { note: 'mine' }, 1), lease: 2 }]);
      const late = await desk.push([desk.set(track, { z: 6 }, 2)]);
      expect([early, late].map((answer) => answer.results[0]?.status)).toEqual(['applied', 'held']);
    });

    it('refuses what the role may not do and what is not a record, and keeps the answer', async () => {
      const desk = new Desk(ledger, 'annotator');
      const track = ledger.newId();
      const label: SyncOp = { ...desk.putTrack(ledger.newId()), type: 'label', set: { name: 'x', color: '#000000', kinds: [], attributes: [], order: 0 } };
      const ops = [label, desk.putTrack(track), desk.set(track, { z: 'high' }, 1), desk.set(track, { nonsense: 1 }, 1)];
      expect((await desk.push(ops)).results.map((one) => one.code)).toEqual(['forbidden', null, 'bad_value', 'bad_value']);
      expect((await desk.push(ops)).results.map((one) => one.code)).toEqual(['forbidden', null, 'bad_value', 'bad_value']);
    });

    it('takes a mask as ragged as forty megapixels can make it, no larger one, and hands few of them out at once', async () => {
      const desk = new Desk(ledger);
      const put = (characters: number): SyncOp => {
        const track = ledger.newId();
        return { ...desk.putTrack(keyframeIdOf(track as TrackId, 0)), type: 'keyframe', set: { link: { track, frame: 0 }, geom: { kind: 'mask', x: 0, y: 0, width: 8000, height: 5000, runs: '0'.repeat(characters) }, 'meta.occluded': false } };
      };
      for (let count = 0; count < 5; count += 1) expect((await desk.push([put(MOST_RUN_CHARACTERS)])).results[0]?.status).toBe('applied');
      expect((await desk.push([put(MOST_RUN_CHARACTERS + 1), { ...desk.putTrack(ledger.newId()), set: { note: 'x'.repeat(300_000) } }])).results.map((one) => one.code)).toEqual(['too_large', 'too_large']);
      expect((await desk.page(0, 500)).rows).toHaveLength(4);
      expect((await desk.rows(500)).map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    });

    it('lets two people who make the same keyframe meet in one', async () => {
      const desk = new Desk(ledger);
      const track = ledger.newId();
      const key = keyframeIdOf(track as TrackId, 4);
      const put = (occluded: boolean): SyncOp => ({ ...desk.putTrack(key), type: 'keyframe', set: { link: { track, frame: 4 }, geom: null, 'meta.occluded': occluded } });
      const answer = await desk.push([put(false), put(true)]);
      expect(answer.results.map((one) => one.status)).toEqual(['applied', 'conflict']);
      expect((await desk.rows())[0]).toMatchObject({ id: key, frame: 4 });
    });

    it('decides a change that names bytes only when they are there', async () => {
      const desk = new Desk(ledger);
      const crop = 'ab'.repeat(32);
      const flag: SyncOp = { ...desk.putTrack(ledger.newId()), type: 'flag', set: flagUnits(desk, crop) };
      expect((await desk.push([flag])).results[0]).toMatchObject({ status: 'rejected', code: 'blob_missing' });
      await ledger.haveBlob(crop);
      expect((await desk.push([flag])).results[0]).toMatchObject({ status: 'applied' });
      expect((await heads({ store: ledger.store, clock }, ledger.scope('lead'))).heads.find((one) => one.id === desk.stream)).toMatchObject({ flags: 1 });
    });

    it('serves rows in pages, and a sum that adds up', async () => {
      const desk = new Desk(ledger);
      const tracks = [1, 2, 3, 4, 5].map(() => ledger.newId());
      await desk.push(tracks.map((track) => desk.putTrack(track)));
      await desk.push([{ ...desk.set(tracks[1] ?? ledger.newId(), {}, 0), kind: 'del', base: { '*': 2 } }]);
      const rows = await desk.rows(2);
      expect(rows.map((row) => [row.seq, row.deleted])).toEqual([[1, false], [3, false], [4, false], [5, false], [6, true]]);
      const sum = rows.reduce((hash, row) => replaceInHash(hash, null, row), EMPTY_HASH);
      expect((await desk.page(6, 1)).hash).toBe(sum);
    });

    it('shows no stream of another project and no private notes of others', async () => {
      const desk = new Desk(ledger);
      expect(await desk.tryPush([desk.putTrack(ledger.newId())], `p:${ledger.newId()}`)).toMatchObject({ ok: false, status: 404 });
      expect(await desk.tryPush([desk.putTrack(ledger.newId())], `u:${ledger.newId()}`)).toMatchObject({ ok: false, status: 404 });
    });
  });
}

/** One person at one device in a task of its own. */
class Desk {
  readonly stream: StreamId;
  readonly task: Uuid;
  readonly #ledger: LedgerUnderTest;
  readonly #person: 'lead' | 'annotator';
  readonly #device: Uuid;
  #dseq = 0;

  constructor(ledger: LedgerUnderTest, person: 'lead' | 'annotator' = 'lead', task: Uuid = ledger.newId()) {
    this.#ledger = ledger;
    this.#person = person;
    this.#device = ledger.newId();
    this.task = task;
    this.stream = `t:${task}`;
  }

  putTrack(obj: Uuid): SyncOp {
    return this.#op({ kind: 'put', obj, set: { 'meta.kind': 'box', 'meta.extent': 'still', cls: null, z: 0, note: null } });
  }

  set(obj: Uuid, set: NonNullable<SyncOp['set']>, seen: number): SyncOp {
    return this.#op({ kind: 'set', obj, set, base: Object.fromEntries(Object.keys(set).map((unit) => [unit, seen])) });
  }

  async push(ops: readonly SyncOp[]): Promise<PushAnswer> {
    const outcome = await this.tryPush(ops);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.answer;
  }

  tryPush(ops: readonly SyncOp[], stream: string = this.stream): ReturnType<typeof push> {
    const request = { proto: PROTOCOL, stream, dev: this.#device, client: 'test', ops: ops.map((op) => ({ ...op, stream })) };
    return push({ store: this.#ledger.store, clock }, this.#ledger.scope(this.#person), request);
  }

  async page(cursor: number, maxRows: number): Promise<Awaited<ReturnType<typeof pull>>['pages'][number]> {
    const answer = await pull({ store: this.#ledger.store, clock }, this.#ledger.scope(this.#person), { proto: PROTOCOL, streams: [{ id: this.stream, cursor }], maxRows });
    const [page] = answer.pages;
    if (page === undefined) throw new Error('no page');
    return page;
  }

  async rows(maxRows = 100): Promise<Awaited<ReturnType<Desk['page']>>['rows']> {
    const rows: Awaited<ReturnType<Desk['page']>>['rows'] = [];
    for (let cursor = 0; ;) {
      const page = await this.page(cursor, maxRows);
      rows.push(...page.rows);
      if (page.next >= page.head) return rows;
      cursor = page.next;
    }
  }

  changeStream(change: (stream: LedgerStream) => LedgerStream): Promise<void> {
    return this.#ledger.store.write(this.#ledger.scope('lead'), async (tx) => tx.saveStream(change(await tx.lockStream(this.stream))));
  }

  #op(part: Pick<SyncOp, 'kind' | 'obj'> & Partial<SyncOp>): SyncOp {
    return { v: OP_VERSION, id: this.#ledger.newId(), dev: this.#device, dseq: (this.#dseq += 1), stream: this.stream, type: 'track', lease: 1, schema: 0, at: 0, via: 'ui', ...part };
  }
}

function flagUnits(desk: Desk, crop: string): NonNullable<SyncOp['set']> {
  return {
    task: desk.task, author: 'x', kind: 'question', anchor: { item: 'x', frame: 0, tracks: [], region: null }, tags: [], text: 'Which one?', disposition: 'note',
    crop, cleanCrop: null, uploads: [], frozen: [], openedAt: 0, submittedAt: 0, verdict: null, verdictReason: null,
  };
}
