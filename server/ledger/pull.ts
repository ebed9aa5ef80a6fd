import type { ObjectRow } from '#shared/sync/op.ts';
import type { PullAnswer, PullPage, PullRequest } from '#shared/sync/messages.ts';
import type { LedgerScope, LedgerReader, LedgerStream } from './ledgerStore.ts';
import type { LedgerPorts } from './push.ts';
import { runCharacters } from './validate.ts';
import { mayUseStream, streamIdOf } from './streamAccess.ts';
import { EMPTY_HASH } from '#shared/sync/rowHash.ts';

/** Letters of masks in one answer. */
const MOST_RUNS_AT_ONCE = 8_000_000;

/**
 * Rows after the reader's cursors, stream by stream until the page is full; what did not fit comes with the next
 * request. Streams the reader may not see have no page. A reader below `floor` starts over from 0.
 */
export async function pull(ports: LedgerPorts, scope: LedgerScope, request: PullRequest): Promise<PullAnswer> {
  const incarnation = await ports.store.incarnation();
  const pages = await ports.store.read(scope, (tx) => readPages(tx, scope, request));
  return { pages: [...pages], serverTime: ports.clock.now(), incarnation };
}

async function readPages(tx: LedgerReader, scope: LedgerScope, request: PullRequest): Promise<readonly PullPage[]> {
  const asked = request.streams.filter((one) => mayUseStream(scope, one.id));
  const streams = new Map((await tx.streams(asked.map((one) => streamIdOf(one.id)))).map((stream) => [stream.id, stream]));
  const pages: PullPage[] = [];
  let room = request.maxRows;
  for (const { id, cursor } of asked) {
    if (room <= 0) break;
    const stream = streams.get(streamIdOf(id)) ?? unwritten(id);
    const page = await readPage(tx, stream, { cursor, limit: room });
    pages.push(page);
    room -= page.rows.length;
  }
  return pages;
}

async function readPage(tx: LedgerReader, stream: LedgerStream, from: { readonly cursor: number; readonly limit: number }): Promise<PullPage> {
  const found = stream.head > from.cursor ? await tx.rowsAfter(stream.id, from.cursor, from.limit) : [];
  const rows = found.slice(0, fitting(found));
  const next = rows.length === found.length && rows.length < from.limit ? Math.max(stream.head, from.cursor) : (rows.at(-1)?.seq ?? from.cursor);
  const { id, head, epoch, assignee, leaseUntil, hash, floor } = stream;
  return { id, from: from.cursor, rows, next, head, epoch, assignee, leaseUntil, hash, floor };
}

/** How many of the rows fit into one answer beside their masks; one always does. */
function fitting(rows: readonly ObjectRow[]): number {
  let runs = 0;
  const first = rows.findIndex(({ units }) => (runs += runCharacters(units['geom']?.[0])) > MOST_RUNS_AT_ONCE);
  return first === -1 ? rows.length : Math.max(1, first);
}

function unwritten(id: string): LedgerStream {
  return { id: streamIdOf(id), head: 0, floor: 0, hash: EMPTY_HASH, epoch: 1, epochHead: 0, assignee: null, leaseUntil: null, closed: false };
}
