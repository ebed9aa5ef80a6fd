import { frameHead, planesOf } from '#shared/bridge/clipFrame.ts';

/** Brightness of a delivered frame, in the picture as it is stored: turned back and squeezed as the facts say. */
export function readMessage(bytes: Uint8Array, { rotation, stored, width: upWidth, height: upHeight }: { readonly rotation: number; readonly stored: { readonly width: number; readonly height: number }; readonly width: number; readonly height: number }): (x: number, y: number) => number {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = frameHead.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
  const [plane] = planesOf(head);
  if (plane === undefined || head.width !== upWidth || head.height !== upHeight) throw new Error('the frame is not of the size the facts tell');
  const step = head.format === 'RGBA' ? 4 : 1;
  return (x, y) => {
    const lies = rotation === 90 || rotation === 270;
    const [sx, sy] = [(x * (lies ? upHeight : upWidth)) / stored.width, (y * (lies ? upWidth : upHeight)) / stored.height];
    const at = rotation === 90 ? [upWidth - 1 - sy, sx] : rotation === 180 ? [upWidth - 1 - sx, upHeight - 1 - sy] : rotation === 270 ? [sy, upHeight - 1 - sx] : [sx, sy];
    return bytes[4 + length + Math.round(at[1] ?? 0) * plane.width + Math.round(at[0] ?? 0) * step] ?? 0;
  };
}
