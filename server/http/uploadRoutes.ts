import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer } from '@tus/server';
import { AppError } from '#shared/base/errors.ts';
import { gate, type Gate } from '../accounts/gate.ts';
import type { BlobRegister } from '../blobs/blobRegister.ts';
import type { Blobs } from '../blobs/diskBlobs.ts';
import type { WriteJournal } from '../journal/writeJournal.ts';
import type { Machine } from '../machine/machine.ts';
import type { InProject } from '../projects/projects.ts';
import { describe, unknownProject } from './refusals.ts';
import type { Admitted, Route } from './route.ts';

export interface UploadRouteParts {
  readonly folder: string;
  readonly blobs: Blobs;
  readonly register: BlobRegister;
  readonly journal: WriteJournal;
  readonly machine: Machine;
}

export interface Uploads {
  readonly routes: Route[];
  /** Removes uploads nobody went on with. */
  sweep(): Promise<number>;
}

const LARGEST = 5 * 1024 ** 3;
const EXPIRES_MS = 72 * 3_600_000;
const AT_ONCE = 4;
const WAITING = 32;

type TusRequest = Parameters<NonNullable<TusServer['options']['onUploadFinish']>>[0];
type TusUpload = Parameters<NonNullable<TusServer['options']['onUploadFinish']>>[1];

/**
 * Resumable uploads by tus. What tus does not do is done here: uploads stay within their project, and only bytes that
 * have the promised hash become a blob.
 */
export function uploads(parts: UploadRouteParts): Uploads {
  const store = new FileStore({ directory: parts.folder, expirationPeriodInMilliseconds: EXPIRES_MS });
  const admitted = new WeakMap<object, InProject>();
  const perPerson = new Map<string, Gate>();
  const finish = finisher(parts, store);
  const tus = tusServer({ parts, store, finish, admitted });

  /** A server that stopped between the last byte and the check left a whole file nobody looked at: look now. */
  const finishLeftOver = async (at: Admitted): Promise<void> => {
    const id = at.request.url.split('/').at(-1) ?? '';
    if (!isUploadOf(at.project, id)) return;
    const upload = await store.getUpload(id).catch(() => null);
    if (upload !== null && upload.size !== undefined && upload.offset === upload.size) await finish(at, upload).catch(() => undefined);
  };
  const handle = async (at: Admitted): Promise<unknown> => {
    const { request, reply, actor, project } = at;
    if (request.method === 'HEAD') await finishLeftOver(at);
    admitted.set(request.raw, { actor, project });
    const own = perPerson.get(actor.person) ?? gate(AT_ONCE, WAITING);
    perPerson.set(actor.person, own);
    await own.run(() => {
      reply.hijack();
      return tus.handle(request.raw, reply.raw);
    });
    return reply;
  };
  const at = (method: Route['method'], url: string): Route => ({ method, url, action: 'blobs.write', bodyLimit: LARGEST, handle });
  return {
    routes: [at('POST', '/v1/projects/:project/uploads'), at(['HEAD', 'PATCH', 'DELETE'], '/v1/projects/:project/uploads/:upload')],
    sweep: () => tus.cleanUpExpiredUploads(),
  };
}

type Finish = (at: InProject, upload: TusUpload) => Promise<void>;

/** Checks the bytes of a finished upload and makes them a blob of the project. */
function finisher({ folder, blobs, register, journal }: UploadRouteParts, store: FileStore): Finish {
  return async (at, upload) => {
    const { sha256, mediaType } = promised(upload);
    const size = upload.size ?? 0;
    const whole = await blobs.adopt(join(folder, upload.id), { org: at.actor.org, project: at.project, sha256 }, size);
    await store.configstore.delete(upload.id);
    if (!whole) throw new AppError('blob/damaged', 'The bytes that arrived are not the ones that were announced. They were thrown away; please send them again.');
    const body = { sha256, size, mediaType };
    await register.add(at, body);
    await journal.append({ kind: 'blob', actor: at.actor, project: at.project, body });
  };
}

interface TusParts {
  readonly parts: UploadRouteParts;
  readonly store: FileStore;
  readonly finish: Finish;
  /** By Node's request: tus hands on its own kind. */
  readonly admitted: WeakMap<object, InProject>;
}

function tusServer({ parts, store, finish, admitted }: TusParts): TusServer {
  const whereOf = (request: TusRequest): InProject => {
    const node = request.runtime?.node?.req;
    const at = node === undefined ? undefined : admitted.get(node);
    if (at === undefined) throw unknownProject();
    return at;
  };
  return new TusServer({
    path: '/v1', datastore: store, maxSize: LARGEST, relativeLocation: true, allowedOrigins: [],
    namingFunction: (request) => `${whereOf(request).project}~${Buffer.from(parts.machine.random(16)).toString('hex')}`,
    generateUrl: (request, { id }) => `/v1/projects/${whereOf(request).project}/uploads/${id}`,
    getFileIdFromRequest: (request, last = '') => (isUploadOf(whereOf(request).project, last) ? last : undefined),
    onUploadCreate: (_request, upload) => {
      promised(upload);
      return Promise.resolve({});
    },
    onUploadFinish: async (request, upload) => {
      await finish(whereOf(request), upload);
      return {};
    },
    onResponseError: (_request, error) => asRefusal(error),
  });
}

/** An upload carries its project in its name. */
function isUploadOf(project: string, id: string): boolean {
  return /^[0-9a-f-]{36}~[0-9a-f]{32}$/.test(id) && id.startsWith(`${project}~`);
}

/** The hash and type the client announced; refuses an upload that does not say. */
function promised(upload: TusUpload): { readonly sha256: string; readonly mediaType: string } {
  const sha256 = upload.metadata?.['sha256'] ?? '';
  const mediaType = upload.metadata?.['type'] ?? 'application/octet-stream';
  if (!/^[0-9a-f]{64}$/.test(sha256) || mediaType.length > 80 || upload.size === undefined) {
    throw new AppError('malformed', 'An upload must announce its size and the SHA-256 of its bytes.');
  }
  return { sha256, mediaType };
}

interface TusRefusal {
  readonly status_code: number;
  readonly body: string;
}

/** Refusals of tus itself come with a status and a text, ours as errors. */
function asRefusal(error: Error | TusRefusal): TusRefusal {
  if ('status_code' in error) return { status_code: error.status_code, body: JSON.stringify({ code: 'upload/refused', sentence: error.body.trim() }) };
  const { status, refusal } = describe(error);
  return { status_code: status, body: JSON.stringify(refusal) };
}
