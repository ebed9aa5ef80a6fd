import { indexOfDecoded, indexOfPackets, settledFrames, type FrameIndex, type ScannedPacket } from '../services/video/frameIndex.ts';
import { Demuxer } from './demuxer.ts';
import { AV_PIX_FMT_PAL8 } from './ffmpeg.ts';
import { FrameDecoder } from './frameDecoder.ts';

export interface ScanPorts {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Frames the container promises; 0 when it does not say. */
  readonly promised: number;
  /** Milliseconds that only go forwards. */
  readonly ticks: () => number;
  /** Lets others in; fails when the scan is called off. */
  readonly breathe: () => Promise<void>;
}

export interface Scanned {
  readonly share: number;
  readonly done: boolean;
  readonly index: FrameIndex | null;
  readonly end: number;
  readonly problems: readonly { readonly code: string; readonly frame: number | null }[];
}

/** Milliseconds of reading between breaths, and between steps that are told. */
const BREATH = 12;
const STEP = 400;
/** What was found so far is put in order again when it has grown to so many times what it was. */
const GROWTH = 1.5;
/** Beginnings are checked on so many frames. */
const FIRST_FRAMES = 3;

/**
 * Looks at every packet of the clip with a reader of its own. Steps come while it goes; the last one is `done`. Clips
 * whose packets have no times, or share them, are decoded once from end to end.
 */
export async function* scanClip(ports: ScanPorts): AsyncGenerator<Scanned> {
  const demuxer = Demuxer.open(ports.path, ports.name);
  const decoder = new FrameDecoder(demuxer, { threads: 2, name: ports.name });
  try {
    const first = firstShown(decoder);
    demuxer.rewind();
    const packets: ScannedPacket[] = [];
    const paletted = demuxer.stream.codecpar.format === AV_PIX_FMT_PAL8;
    let [end, told, breathed, grown] = [0, ports.ticks(), ports.ticks(), 0];
    while (demuxer.next()) {
      const packet = demuxer.scanned();
      // Palettes are told when they change, and are not known after a seek.
      packets.push(paletted && packets.length > 0 ? { ...packet, key: false } : packet);
      end = Math.max(end, (packet.pts ?? packet.dts ?? 0) + Number(demuxer.packet.duration));
      if (ports.ticks() - breathed < BREATH) continue;
      await ports.breathe();
      breathed = ports.ticks();
      if (breathed - told < STEP) continue;
      told = breathed;
      const isNews = packets.length >= grown * GROWTH;
      if (isNews) grown = packets.length;
      yield { share: shareOf(demuxer, ports, packets.length), done: false, index: isNews ? soFar(packets, first) : null, end, problems: [] };
    }
    const index = indexOfPackets(packets, first) ?? (await byDecoding(demuxer, decoder, { packets, breathe: ports.breathe }));
    yield { share: 1, done: true, index, end, problems: problemsOf(index, packets, ports.promised) };
  } finally {
    decoder.close();
    demuxer.close();
  }
}

function shareOf(demuxer: Demuxer, { promised, bytes }: ScanPorts, count: number): number {
  return promised > 0 ? Math.min(0.99, count / promised) : Math.min(0.99, demuxer.share(bytes));
}

/** The frames whose numbers stay, whatever comes. */
function soFar(packets: readonly ScannedPacket[], first: number | null): FrameIndex | null {
  const index = indexOfPackets(packets, first);
  if (index === null) return null;
  const count = settledFrames(index);
  return { ...index, pts: index.pts.subarray(0, count), order: index.order.subarray(0, count) };
}

function problemsOf({ by, pts }: FrameIndex, packets: readonly ScannedPacket[], promised: number): Scanned['problems'] {
  const problems: { code: string; frame: number | null }[] = [];
  if (by === 'packets' && packets.filter(({ hidden }) => !hidden).length > pts.length) problems.push({ code: 'video/no-key-at-start', frame: 0 });
  if (promised > packets.length && packets.length > 0) problems.push({ code: 'video/truncated', frame: Math.max(0, pts.length - 1) });
  return problems;
}

/** Time of the first frame that can be decoded: what would be shown before it leans on pictures that are not in the file. */
function firstShown(decoder: FrameDecoder): number | null {
  let first: number | null = null;
  for (let count = 0; count < FIRST_FRAMES; count += 1) {
    const got = decoder.next();
    if (got === null) return first;
    if (got.pts !== null && (first === null || got.pts < first)) first = got.pts;
  }
  return first;
}

async function byDecoding(demuxer: Demuxer, decoder: FrameDecoder, { packets, breathe }: { readonly packets: readonly ScannedPacket[]; readonly breathe: () => Promise<void> }): Promise<FrameIndex> {
  demuxer.rewind();
  decoder.flush({ waitForKey: false });
  const times: number[] = [];
  for (;;) {
    const got = decoder.next();
    if (got === null) return indexOfDecoded(times, packets);
    times.push(got.pts ?? times.length);
    if (times.length % 16 === 0) await breathe();
  }
}
