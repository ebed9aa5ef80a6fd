import { roundedSide } from '../media/renditions.ts';
import { SAFE_HEADERS } from '../media/sendFile.ts';
import type { Clips } from './clips.ts';

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
  /** Side of the preview that is asked for; null for the frame itself. */
  readonly side: number | null;
}

/** What an address of a frame says; null when it is none. */
export function frameAddress({ pathname, searchParams }: URL): FrameAddress | null {
  const [, project, item, frame] = ADDRESS.exec(pathname) ?? [];
  const tag = searchParams.get('v') ?? '';
  if (project === undefined || item === undefined || !TAG.test(tag)) return null;
  const side = Number(searchParams.get('side') ?? 0);
  return { project, item, tag, frame: Number(frame), side: side > 0 ? roundedSide(side) : null };
}

export async function sendFrame(clips: Clips, request: Request, { frame, side, ...at }: FrameAddress): Promise<Response> {
  const clip = await clips.of(at, request.signal);
  const { bytes, mediaType } = await clip.frame(frame, side === null ? { form: 'planes' } : { form: 'preview', side }, request.signal);
  const headers = { ...SAFE_HEADERS, 'content-type': mediaType, 'cache-control': side === null ? NOT_KEPT : FOR_EVER, 'content-length': String(bytes.length) };
  return new Response(request.method === 'HEAD' ? null : bytes, { status: 200, headers });
}
