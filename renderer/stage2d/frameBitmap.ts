import { frameHead } from '#shared/bridge/clipFrame.ts';

/** Memory that frames are read into, used again and again: a fresh piece for each would cost more than all else about it. */
const spare: ArrayBuffer[] = [];
const MOST_SPARE = 3;

/** A frame of a clip as a bitmap. The browser turns its planes into colours, as it does with the frames of a player. */
export async function frameBitmap(response: Response): Promise<ImageBitmap> {
  const bytes = await bytesOf(response);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const { format, width, height, colorSpace } = frameHead.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
  // The types lag behind the browser, which has known wide colours for years.
  const known = colorSpace as VideoColorSpaceInit;
  const frame = new VideoFrame(bytes.subarray(4 + length), { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: known });
  // The frame has planes of its own by now.
  if (spare.length < MOST_SPARE) spare.push(bytes.buffer);
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}

/** The body from the beginning of its buffer on, read in place: the buffer goes to the browser and comes back with each part. */
async function bytesOf({ body, headers }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(headers.get('content-length') ?? 0);
  if (body === null || length === 0) throw new Error('a frame without a length');
  const reader = body.getReader({ mode: 'byob' });
  let buffer = spare.pop() ?? new ArrayBuffer(length);
  if (buffer.byteLength < length) buffer = new ArrayBuffer(length);
  for (let at = 0; at < length; ) {
    const { value, done } = await reader.read(new Uint8Array(buffer, at, length - at));
    if (value === undefined || (done && value.length === 0)) throw new Error('a frame that ends too early');
    buffer = value.buffer;
    at += value.length;
  }
  return new Uint8Array(buffer, 0, length);
}
