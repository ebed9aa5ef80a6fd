import { lumaOfWords } from '#shared/bridge/clipFrame.ts';
import { roundedSide } from '../media/renditions.ts';
import { open } from 'node:fs/promises';
import { SAFE_HEADERS, sendFile } from '../media/sendFile.ts';
import type { Clips } from './clips.ts';
import type { FrameForm } from './decoderContract.ts';

const ADDRESS = /^\/frame\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/(\d{1,9})$/;
const TAG = /^[0-9a-f]{40}$/;
/** The address names the version of the file, so a frame never changes; it is kept by us, in raw form, and not by the browser. */
const NOT_KEPT = 'no-store';
const FOR_EVER = 'private, max-age=31536000, immutable';

export interface FrameAddress {
  readonly project: string;
  readonly item: string;
  readonly tag: string;
  readonly frame: number;
  /** The frame itself, a preview of it, or the brightness of a part. */
  readonly as: FrameForm;
}

/** What an address of a frame says; null when it is none. */
export function frameAddress({ pathname, searchParams }: URL): FrameAddress | null {
  const [, project, item, frame] = ADDRESS.exec(pathname) ?? [];
  const tag = searchParams.get('v') ?? '';
  if (project === undefined || item === undefined || !TAG.test(tag)) return null;
  const as = formOf(searchParams);
  return as === null ? null : { project, item, tag, frame: Number(frame), as };
}

function formOf(searchParams: URLSearchParams): FrameForm | null {
  const luma = searchParams.get('luma');
  if (luma !== null) {
    const part = lumaOfWords(luma);
    return part === null ? null : { form: 'luma', part };
  }
  const side = Number(searchParams.get('side') ?? 0);
  return side > 0 ? { form: 'preview', side: roundedSide(side) } : { form: 'planes' };
}

export async function sendFrame(clips: Clips, request: Request, { frame, as, ...at }: FrameAddress): Promise<Response> {
  const clip = await clips.of(at, request.signal);
  if (clip.file !== undefined && as.form === 'planes') {
    const { path, name } = clip.file(frame);
    return sendFile(request, await open(path), { cache: NOT_KEPT, tag: null, name });
  }
  const { bytes, mediaType } = await clip.frame(frame, as, request.signal);
  const headers = { ...SAFE_HEADERS, 'content-type': mediaType, 'cache-control': as.form === 'preview' ? FOR_EVER : NOT_KEPT, 'content-length': String(bytes.length) };
  return new Response(request.method === 'HEAD' ? null : bodyOf(bytes), { status: 200, headers });
}

/** Handed over as they are: a response makes a copy of bytes it is given, and a frame has many. */
function bodyOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
