import { open } from 'node:fs/promises';
import { AppError, errorCode, errorSentence } from '#shared/base/errors.ts';
import type { BlobStore } from '../blobs/blobStore.ts';
import { openInside } from '../files/openInside.ts';
import type { ItemIndex, PlacedItem } from '../projects/itemIndex.ts';
import type { ProjectHub } from '../projects/projectHub.ts';
import { versionOf } from './fileVersion.ts';
import type { Looker } from './looker.ts';
import { mediaProblem } from './mediaProblems.ts';
import type { Rendition, Renditions } from './renditions.ts';
import { SAFE_HEADERS, sendFile } from './sendFile.ts';
import type { Pyramids } from './tiles/pyramids.ts';
import { sendTile, tileAddress, wholeTile, type TileAddress } from './tiles/sendTile.ts';
import type { Clips } from '../video/clips.ts';
import { frameAddress, sendFrame } from '../video/sendFrame.ts';
import { isShownByBrowsers, type MediaType } from './sniff.ts';

export interface MediaParts {
  readonly hub: ProjectHub;
  readonly looker: Looker;
  readonly renditions: Renditions;
  readonly pyramids: Pyramids;
  readonly blobs: BlobStore;
  readonly clips: Clips;
}

const STATUS: Readonly<Record<string, number>> = {
  'files/outside': 403, 'files/denied': 403, 'files/missing': 404, 'media/missing': 404, 'media/address': 404, 'blobs/missing': 404, 'blobs/name': 404, 'project/unknown': 404,
  'media/empty': 422, 'media/broken': 422, 'media/too-large': 413, 'media/unsupported': 415, 'media/not-yet': 415, 'media/method': 405, 'media/changed': 409, 'media/not-prepared': 404, 'media/preview-later': 404, 'media/no-room': 507, 'media/interlaced': 413,
  'video/no-picture': 422, 'video/no-codec': 415, 'video/no-frames': 422, 'video/no-such-frame': 404, 'cloud/no-such-frame': 404, 'cloud/no-frames': 422, 'video/frame-broken': 422, 'video/too-large': 413, 'video/decoder-lost': 500, 'video/no-decoder': 501,
  'server/unreachable': 504, 'server/sign-in': 401, 'server/no-access': 403, 'server/busy': 503,
};
const ADDRESS = /^\/(media|picture|thumb)\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;
const BLOB = /^\/blob\/([0-9a-f]{64})$/;
/** Files change under us, so the browser asks each time and mostly hears "as before". */
const ASK_AGAIN = 'private, no-cache';
const FOR_EVER = 'private, max-age=31536000, immutable';
/** Above this, or beyond this side, a window gets a scaled picture. */
const MOST_SHOWN_PIXELS = 100_000_000;
const MOST_SHOWN_SIDE = 32_767;
/** Decoding all of a larger picture for a preview would hold up the others for half a minute. */
const MOST_PREVIEW_PIXELS = 268_000_000;

/** The one handler of bulk bytes, mounted by both hosts. Refusals are `{ code, sentence }`. */
export function mediaHandler(parts: MediaParts): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await answer(parts, request);
    } catch (error) {
      return refusal(error);
    }
  };
}

async function answer(parts: MediaParts, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new AppError('media/method', 'This address can only be read.');
  const url = new URL(request.url);
  const { pathname, searchParams } = url;
  const address = tileAddress(url);
  if (address !== null) return tile(parts, { request, address });
  const frame = frameAddress(url);
  if (frame !== null) return sendFrame(parts.clips, request, frame);
  const blob = BLOB.exec(pathname)?.[1];
  if (blob !== undefined) return sendBlob(parts, request, blob);
  const [, what, project, id] = ADDRESS.exec(pathname) ?? [];
  if (what === undefined || project === undefined || id === undefined) throw new AppError('media/address', 'There is nothing at this address.');
  const index = await parts.hub.index(project);
  const asked = { request, index, placed: await index.find(id) };
  if (what === 'media') return original(parts, asked);
  if (what === 'picture') return picture(parts, asked);
  return thumbnail(parts, asked, Number(searchParams.get('side') ?? 192));
}

interface Asked {
  readonly request: Request;
  readonly index: ItemIndex;
  readonly placed: PlacedItem;
}

async function original({ looker }: MediaParts, { request, index, placed }: Asked): Promise<Response> {
  const { place, item } = placed;
  if (item.media === 'sequence') throw mediaProblem('media/not-yet', item.name);
  if (place.kind === 'file') return sendFile(request, await openInside(place.folder, place.name), { cache: ASK_AGAIN, tag: null });
  return sendFile(request, await open(await looker.pathOf(index, placed, request.signal)), { cache: FOR_EVER, tag: place.remote.sha256 });
}

async function picture(parts: MediaParts, asked: Asked): Promise<Response> {
  const { request, index, placed } = asked;
  const { width, height, name } = await shownItem(parts, asked);
  const mediaType = index.factsOf(placed)?.mediaType ?? 'application/octet-stream';
  const fits = width * height <= MOST_SHOWN_PIXELS && Math.max(width, height) <= MOST_SHOWN_SIDE;
  if (fits && isShownByBrowsers(mediaType as MediaType)) return original(parts, asked);
  const path = await parts.looker.pathOf(index, placed, request.signal);
  return sendRendition(request, await learning(asked, () => parts.renditions.picture({ path, name, signal: request.signal }, { width, height })));
}

async function tile({ hub, looker, pyramids }: MediaParts, { request, address }: { readonly request: Request; readonly address: TileAddress }): Promise<Response> {
  const index = await hub.index(address.project);
  const placed = await index.find(address.item);
  return sendTile(pyramids, { request, address, path: await looker.pathOf(index, placed, request.signal), name: placed.item.name });
}

async function thumbnail(parts: MediaParts, asked: Asked, side: number): Promise<Response> {
  const { request, index, placed } = asked;
  if (placed.item.media === 'clip') return firstFrame(parts, asked, side);
  const { name, width, height } = await shownItem(parts, asked);
  const original = await parts.looker.pathOf(index, placed, request.signal);
  const path = width * height <= MOST_PREVIEW_PIXELS ? original : await previewOf(parts, original, name);
  return sendRendition(request, await learning(asked, () => parts.renditions.thumbnail({ path, name, signal: request.signal }, side)));
}

/** A clip is decoded for its thumbnail once for each version of its file; what opening it tells is remembered. */
async function firstFrame({ clips, renditions }: MediaParts, { request, index, placed }: Asked, side: number): Promise<Response> {
  const version = await clips.versionOf(index, placed, request.signal);
  return sendRendition(request, await renditions.firstFrame(version, side, async (rounded) => {
    const clip = await clips.first(index, placed, request.signal);
    return (await clip.frame(0, { form: 'preview', side: rounded }, request.signal)).bytes;
  }));
}

async function previewOf({ pyramids }: MediaParts, path: string, name: string): Promise<string> {
  const pyramid = await pyramids.find(await versionOf(path));
  if (pyramid === null) throw mediaProblem('media/preview-later', name);
  return wholeTile(pyramid);
}

/** The looked-at item, or its problem. Clips and sequences have no picture of their own yet. */
async function shownItem({ looker }: MediaParts, { request, index, placed }: Asked): Promise<{ width: number; height: number; name: string }> {
  const { width, height, name, problem, media } = await looker.look(index, placed, request.signal);
  if (problem !== null) throw mediaProblem(problem, name, { width, height });
  if (media !== 'image') throw mediaProblem('media/not-yet', name);
  if (width === null || height === null) throw mediaProblem('media/broken', name);
  return { width, height, name };
}

/** What only decoding can tell is remembered, so that the list shows it too. */
async function learning({ index, placed }: Asked, make: () => Promise<Rendition>): Promise<Rendition> {
  try {
    return await make();
  } catch (error) {
    if (errorCode(error) === 'media/broken') await index.learn(placed, { problem: 'media/broken' });
    throw error;
  }
}

async function sendBlob({ blobs }: MediaParts, request: Request, sha256: string): Promise<Response> {
  const path = await blobs.find(sha256);
  if (path === null) throw new AppError('blobs/missing', 'This picture is not on this computer (yet). It comes with the next sync.');
  return sendFile(request, await open(path), { cache: FOR_EVER, tag: sha256 });
}

function sendRendition(request: Request, { bytes, mediaType, tag }: Rendition): Response {
  const headers = { ...SAFE_HEADERS, 'content-type': mediaType, 'cache-control': ASK_AGAIN, etag: `"${tag}"`, 'content-length': String(bytes.length) };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers: { ...headers, 'content-length': '0' } });
  return new Response(request.method === 'HEAD' ? null : bytes, { status: 200, headers });
}

function refusal(error: unknown): Response {
  const known = error instanceof AppError;
  const aborted = error instanceof Error && error.name === 'AbortError';
  const body = known ? { code: error.code, sentence: error.message } : { code: aborted ? 'media/aborted' : 'unexpected', sentence: aborted ? errorSentence(error) : 'Something unexpected happened while reading this file.' };
  const status = known ? (STATUS[error.code] ?? 500) : aborted ? 499 : 500;
  return Response.json(body, { status, headers: { ...SAFE_HEADERS, 'cache-control': 'no-store' } });
}
