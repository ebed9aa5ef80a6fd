import { hint, type Hint } from '#shared/sync/messages.ts';
import { refusalOf, unreachable } from './serverRefusals.ts';
import type { Sessions } from './sessions.ts';

const MOST_PENDING = 65_536;

/**
 * Hints of one project as the server sends them. Ends when the server ends it (a token ran out) and fails when the
 * line breaks; whoever listens asks again, and polls in any case.
 */
export async function* hints(sessions: Sessions, at: { readonly account: string; readonly project: string }, signal: AbortSignal | null): AsyncGenerator<Hint> {
  const ask = { method: 'GET', path: `/v1/projects/${at.project}/events`, headers: { accept: 'text/event-stream' }, signal, limitMs: 'none' } as const;
  const response = await sessions.send(at.account, ask);
  if (!response.ok || response.body === null) throw await refusalOf(response);
  const { address } = await sessions.store.get(at.account);
  try {
    yield* eventsOf(response.body);
  } catch (cause) {
    if (signal?.aborted === true) return;
    throw unreachable(address, cause);
  }
}

async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Hint> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const piece of body) {
    pending += decoder.decode(piece, { stream: true }).replaceAll('\r', '');
    const whole = pending.split('\n\n');
    pending = (whole.pop() ?? '').slice(-MOST_PENDING);
    for (const event of whole) {
      const found = hintOf(event);
      if (found !== null) yield found;
    }
  }
}

/** Events we do not know are passed over: a newer server may send more. */
export function hintOf(event: string): Hint | null {
  const data = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n');
  if (data === '') return null;
  try {
    const parsed = hint.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
