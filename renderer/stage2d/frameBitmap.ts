import { frameHead } from '#shared/bridge/clipFrame.ts';

/** A frame of a clip as a bitmap. The browser turns its planes into colours, as it does with the frames of a player. */
export async function frameBitmap(response: Response): Promise<ImageBitmap> {
  const bytes = await response.arrayBuffer();
  const length = new DataView(bytes).getUint32(0, true);
  const { format, width, height, colorSpace } = frameHead.parse(JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))));
  // The types lag behind the browser, which has known wide colours for years.
  const known = colorSpace as VideoColorSpaceInit;
  const frame = new VideoFrame(new Uint8Array(bytes, 4 + length), { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: known });
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}
