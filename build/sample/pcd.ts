import type { Sweep } from './lidar.ts';

/** Bytes a point: x, y, z, intensity, time as float32 and the ring as uint16. */
const STRIDE = 22;

/** A sweep as PCD 0.7, binary, little endian. */
export function pcdOf(sweep: Sweep): Uint8Array {
  const header = [
    '# .PCD v0.7 - Point Cloud Data file format', 'VERSION 0.7', 'FIELDS x y z intensity ring time', 'SIZE 4 4 4 4 2 4', 'TYPE F F F F U F', 'COUNT 1 1 1 1 1 1',
    `WIDTH ${sweep.count}`, 'HEIGHT 1', 'VIEWPOINT 0 0 0 1 0 0 0', `POINTS ${sweep.count}`, 'DATA binary', '',
  ].join('\n');
  const head = new TextEncoder().encode(header);
  const bytes = new Uint8Array(head.length + sweep.count * STRIDE);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (let n = 0; n < sweep.count; n += 1) {
    const at = n * STRIDE;
    for (let axis = 0; axis < 3; axis += 1) view.setFloat32(at + axis * 4, sweep.xyz[n * 3 + axis] ?? 0, true);
    view.setFloat32(at + 12, sweep.intensity[n] ?? 0, true);
    view.setUint16(at + 16, sweep.ring[n] ?? 0, true);
    view.setFloat32(at + 18, sweep.time[n] ?? 0, true);
  }
  return bytes;
}
