import * as z from 'zod';
import { hostContract } from '#shared/bridge/hostContract.ts';
import { call, feed, type Contract } from '#shared/bridge/service.ts';

/**
 * What main asks of the store process: the store's services as the window knows them, and what only main may say.
 * Paths travel here, between two processes of ours, and nowhere else.
 */
const nothing = z.object({});
const grant = z.object({ grant: z.string(), path: z.string() });
const headers = z.array(z.tuple([z.string(), z.string()]));
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const responsePart = z.discriminatedUnion('part', [
  z.object({ part: z.literal('head'), status: z.number().int(), headers }),
  z.object({ part: z.literal('bytes'), bytes }),
]);
export type ResponsePart = z.infer<typeof responsePart>;

export const storeContract = {
  files: hostContract.files,
  projects: hostContract.projects,
  media: hostContract.media,
  video: hostContract.video,
  blobs: hostContract.blobs,
  journal: hostContract.journal,
  server: hostContract.server,
  grants: {
    add: call(z.object({ grants: z.array(grant) }), nothing),
    remove: call(z.object({ grants: z.array(z.string()) }), nothing),
  },
  requests: {
    /** Bulk bytes by address: the head first, then the body in parts, no faster than they are taken. */
    fetch: feed(z.object({ method: z.string(), url: z.string(), headers }), responsePart),
  },
  process: {
    /** Finishes writes and lets go of files; the process ends when main closes the line. */
    close: call(nothing, nothing),
  },
} satisfies Contract;

export type StoreContract = typeof storeContract;

/** What the store process asks of main, over the same line: sealed secrets, and a place for its log. */
export const ownerContract = {
  vault: {
    read: call(z.object({ account: z.string() }), z.string().nullable()),
    write: call(z.object({ account: z.string(), secret: z.string() }), nothing),
    clear: call(z.object({ account: z.string() }), nothing),
  },
  process: {
    /** Said once, when questions can be answered. */
    ready: call(nothing, nothing),
    log: call(z.object({ text: z.string().max(20_000) }), nothing),
    /** Starts a decoder process, which goes to the given address by itself. Answers when that process has ended. */
    decode: call(z.object({ address: z.string(), password: z.string() }), nothing),
  },
} satisfies Contract;

export type OwnerContract = typeof ownerContract;
