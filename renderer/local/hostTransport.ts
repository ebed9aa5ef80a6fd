import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { AppError, errorCode } from '#shared/base/errors.ts';
import type { Failure, FailureKind, Reply, Transport } from '#shared/sync/engine/ports.ts';

type Server = Pick<ClientOf<HostContract>, 'server'>;

/** Codes of the host's server service, as the engine's kinds of failure (`sync.md` §2.6). */
const KINDS: Readonly<Record<string, FailureKind>> = {
  'server/malformed': 'malformed',
  'server/sign-in': 'signed-out',
  'server/no-access': 'no-access',
  'server/device-forked': 'forked',
  'server/cursor-too-old': 'cursor-too-old',
  'server/too-big': 'too-big',
  'server/upgrade': 'upgrade',
  'server/busy': 'busy',
  'server/error': 'server',
};

/** The engine's road to the server, through the host; `account` is the one this database belongs to. */
export function hostTransport(host: Server, account: string): Transport {
  return {
    push: (project, request) => reply(host.server.push({ account, project, request })),
    pull: (project, request) => reply(host.server.pull({ account, project, request })),
    heads: (project) => reply(host.server.heads({ account, project })),
    ensureBlobs: (project, sha256) => ensureBlobs(host, { account, project }, sha256),
  };
}

async function reply<T>(answer: Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await answer };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Whatever is not a known answer of the server counts as no answer: nothing is known, the same is sent again. */
export function failureOf(error: unknown): Failure {
  const retryAfter = error instanceof AppError ? error.params['retryAfter'] : null;
  return { kind: KINDS[errorCode(error)] ?? 'offline', retryAfter: typeof retryAfter === 'number' ? retryAfter : null };
}

async function ensureBlobs(host: Server, at: { readonly account: string; readonly project: string }, sha256: readonly string[]): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  for (const sha of sha256) {
    try {
      await host.server.uploadBlob({ ...at, sha256: sha });
      there.add(sha);
    } catch {
      // Stays out of the answer: the change that names it waits and is tried again.
    }
  }
  return there;
}
