import type { Uuid } from '#shared/base/id.ts';
import { keyframeIdOf, type LabelId, type TrackId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { PushRequest } from '#shared/sync/messages.ts';
import { OP_VERSION, type SyncOp } from '#shared/sync/op.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { unitsOf } from '#shared/sync/units.ts';
import { newTestId } from './testServer.ts';

/** One device that makes ops in one stream, as a workstation would number them. */
export interface TestDevice {
  readonly id: Uuid;
  readonly stream: string;
  put(record: DocumentRecord): SyncOp;
  set(record: Pick<DocumentRecord, 'id' | 'type'>, change: Pick<SyncOp, 'set' | 'base'>): SyncOp;
  push(ops: readonly SyncOp[]): PushRequest;
}

export function testDevice(stream: string): TestDevice {
  const id = newTestId();
  let dseq = 0;
  const envelope = (): Pick<SyncOp, 'v' | 'id' | 'dev' | 'dseq' | 'stream' | 'lease' | 'schema' | 'at' | 'via'> => ({ v: OP_VERSION, id: newTestId(), dev: id, dseq: (dseq += 1), stream, lease: 1, schema: 0, at: 1_700_000_000_000, via: 'ui' });
  return {
    id, stream,
    put: (record) => ({ ...envelope(), kind: 'put', obj: record.id as Uuid, type: record.type, set: { ...unitsOf(record) } }),
    set: (record, change) => ({ ...envelope(), kind: 'set', obj: record.id as Uuid, type: record.type, ...change }),
    push: (ops) => ({ proto: PROTOCOL, stream, dev: id, client: 'test', ops: [...ops] }),
  };
}

/** A polygon of eight vertices on a picture: a track and its one keyframe. */
export function polygonRecords(label: LabelId | null = null, note: string | null = null): [DocumentRecord, DocumentRecord] {
  const track = newTestId() as TrackId;
  const ring = Array.from({ length: 8 }, (_, at) => [100 + 40 * Math.cos(at), 120.25 + 30 * Math.sin(at)]).flat();
  return [
    { id: track, type: 'track', kind: 'polygon', label, extent: 'still', z: 0, note, locked: false, pinned: false, difficult: false, group: null },
    { id: keyframeIdOf(track, 0), type: 'keyframe', track, frame: 0, shape: { kind: 'polygon', rings: [ring] }, occluded: false, truncated: false },
  ];
}

/** A parked question about a task. */
export function flagRecord(task: string, author: string, change: Partial<Extract<DocumentRecord, { type: 'flag' }>> = {}): DocumentRecord {
  return {
    id: newTestId() as Extract<DocumentRecord, { type: 'flag' }>['id'], type: 'flag', task: task as Extract<DocumentRecord, { type: 'flag' }>['task'], author, kind: 'question',
    anchor: { item: newTestId(), frame: 0, tracks: [], region: [1, 2, 3, 4] }, tags: [], text: 'Is this a kerb?', disposition: 'parked', crop: null, cleanCrop: null, uploads: [], look: null, strip: [], taken: null, frozen: [],
    openedAt: 1, submittedAt: 2, verdict: null, verdictReason: null, ...change,
  };
}
