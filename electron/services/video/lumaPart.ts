import { frameHead, planesOf, type LumaPart } from '#shared/bridge/clipFrame.ts';

/**
 * The brightness of a part of a frame that is ready to be sent, `step` by `step` of its pixels averaged into one: rows
 * without gaps. What lies beyond the frame's edge is as the edge.
 */
export function lumaPartOf(message: Uint8Array, part: LumaPart): Uint8Array<ArrayBuffer> {
  const length = new DataView(message.buffer, message.byteOffset, 4).getUint32(0, true);
  const head = frameHead.parse(JSON.parse(new TextDecoder().decode(message.subarray(4, 4 + length))));
  const [plane] = planesOf(head);
  const size = (plane?.width ?? 0) * (plane?.height ?? 0);
  const first = message.subarray(4 + length, 4 + length + size);
  return reducedLuma({ bytes: head.format === 'RGBA' ? greyOf(first) : first, width: head.width, height: head.height }, part);
}

/** The same from the brightness of a whole picture. */
export function reducedLuma({ bytes, width, height }: { readonly bytes: Uint8Array; readonly width: number; readonly height: number }, part: LumaPart): Uint8Array<ArrayBuffer> {
  const into = new Uint8Array(part.width * part.height);
  const sums = new Uint32Array(part.width);
  const columns = Int32Array.from({ length: part.width * part.step }, (_, x) => Math.min(width - 1, part.left + x));
  for (let row = 0; row < part.height; row += 1) {
    sums.fill(0);
    for (let y = 0; y < part.step; y += 1) {
      const line = Math.min(height - 1, part.top + row * part.step + y) * width;
      for (let x = 0, to = 0; to < part.width; to += 1) {
        let sum = 0;
        for (const end = x + part.step; x < end; x += 1) sum += bytes[line + (columns[x] ?? 0)] ?? 0;
        sums[to] = (sums[to] ?? 0) + sum;
      }
    }
    for (let to = 0; to < part.width; to += 1) into[row * part.width + to] = Math.round((sums[to] ?? 0) / (part.step * part.step));
  }
  return into;
}

/** Four bytes a pixel, as brightness in the weights of BT.709. */
function greyOf(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < grey.length; at += 1) grey[at] = Math.round(0.2126 * (pixels[at * 4] ?? 0) + 0.7152 * (pixels[at * 4 + 1] ?? 0) + 0.0722 * (pixels[at * 4 + 2] ?? 0));
  return grey;
}
