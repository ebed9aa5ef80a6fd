/**
 * Which frames a clip has, in the order they are shown, and where decoding may begin. Made of a scan of its packets, so
 * that no picture is decoded; times are ticks of the stream's time base.
 */
export interface FrameIndex {
  /** By frame number: time, and place of its packet in the file's order. */
  readonly pts: Float64Array;
  readonly order: Int32Array;
  /** Packets decoding may begin at, in the file's order. */
  readonly keys: readonly KeyPacket[];
  /** How the frames were told apart. `decoded`: by decoding them once, because their packets do not say enough. */
  readonly by: 'packets' | 'decoded';
}

export interface KeyPacket {
  readonly order: number;
  readonly pts: number | null;
  readonly dts: number | null;
  /** Byte in the file; -1 when it is not known. */
  readonly pos: number;
}

/** One packet of the video stream, as the container has it. */
export interface ScannedPacket {
  readonly pts: number | null;
  readonly dts: number | null;
  readonly pos: number;
  readonly key: boolean;
  /** An edit list leaves it out; it is decoded for those that need it, and never shown. */
  readonly hidden: boolean;
}

/** Frames by the rank of their times. Null when packets have no time or share one: then only decoding tells. */
export function indexOfPackets(packets: readonly ScannedPacket[], from: number | null): FrameIndex | null {
  const times = new Float64Array(packets.length);
  let count = 0;
  for (const { pts, hidden } of packets) {
    if (pts === null) return null;
    if (isShown(pts, hidden, from)) times[count++] = pts;
  }
  const pts = times.slice(0, count).sort();
  for (let at = 1; at < count; at += 1) if (pts[at] === pts[at - 1]) return null;
  const order = new Int32Array(count);
  for (const [at, { pts: own, hidden }] of packets.entries()) if (own !== null && isShown(own, hidden, from)) order[lowerBound(pts, own)] = at;
  return { pts, order, keys: keysOf(packets), by: 'packets' };
}

/** Frames as a whole decoding showed them: times as the decoder guesses them, possibly twice the same. */
export function indexOfDecoded(times: readonly number[], packets: readonly ScannedPacket[]): FrameIndex {
  return { pts: Float64Array.from(times), order: Int32Array.from(times, (_pts, at) => at), keys: keysOf(packets), by: 'decoded' };
}

function isShown(pts: number, hidden: boolean, from: number | null): boolean {
  return !hidden && (from === null || pts >= from);
}

function keysOf(packets: readonly ScannedPacket[]): KeyPacket[] {
  return packets.flatMap(({ key, pts, dts, pos }, order) => (key ? [{ order, pts, dts, pos }] : []));
}

/**
 * How many frames of a scan that is under way keep their number whatever comes: those before the last key packet but one.
 * Later packets may still be shown earlier.
 */
export function settledFrames(index: FrameIndex): number {
  const last = index.keys.at(-2)?.pts ?? null;
  return last === null ? 0 : lowerBound(index.pts, last);
}

/** The place in `keys` of the last key at or before a frame, in the file's order and in time; -1 when there is none. */
export function keyBefore(index: FrameIndex, frame: number): number {
  const order = index.order[frame] ?? 0;
  const pts = index.pts[frame] ?? 0;
  let [low, high] = [0, index.keys.length - 1];
  let at = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((index.keys[middle]?.order ?? 0) <= order) [at, low] = [middle, middle + 1];
    else high = middle - 1;
  }
  while (at > 0 && (index.keys[at]?.pts ?? -Infinity) > pts) at -= 1;
  return at;
}

/** The frame shown at a time, or -1. */
export function frameAt(index: FrameIndex, pts: number): number {
  const at = lowerBound(index.pts, pts);
  return index.pts[at] === pts ? at : -1;
}

/** The first place whose value is not below. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
