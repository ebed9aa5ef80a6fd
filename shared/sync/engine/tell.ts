import type { Uuid } from '../../base/id.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { EngineChange, EngineState } from './engineState.ts';
import type { StoreReader, StoreWriter } from './ports.ts';
import { readChange } from './view.ts';

/** How objects look after a transaction, for whoever watches their stream; null when nobody does. */
export async function tell<W extends StoreWriter>(state: EngineState<W>, tx: StoreReader, what: { readonly project: string; readonly stream: StreamId; readonly ids: readonly Uuid[] }): Promise<EngineChange | null> {
  const ids = [...new Set(what.ids)];
  if (ids.length === 0 || !state.watched.has(what.stream)) return null;
  return { project: what.project, stream: what.stream, ...(await readChange(tx, what.stream, ids)) };
}
