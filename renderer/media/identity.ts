import type { FrameProof } from '#shared/bridge/clipContract.ts';
import type { FrameRecord } from '#shared/model/records.ts';
import type { ReanchorArgs } from '#shared/edits/frames.ts';

/** Whether a file is the one that was labelled. */
export type Identity =
  | { readonly is: 'unknown' }
  | { readonly is: 'same' }
  /** `frames` differ; `moves` says where labelled frames are now, null when not all were found. `pictures`: found again by their pixels, not only by their time. */
  | { readonly is: 'other'; readonly frames: readonly number[]; readonly moves: ReanchorArgs['moves'] | null; readonly pictures: boolean };

/** So many labelled frames are looked at first; all of them when one differs. */
const SAMPLE = 12;

export interface IdentityPorts {
  /** Frames the file has. */
  readonly frames: number;
  /** The frame shown so many seconds after the first. */
  frameAt(seconds: number): number;
  prove(frames: readonly number[]): Promise<readonly FrameProof[]>;
}

/** Compares what labelled frames looked like with what they look like now. */
export async function identify(records: readonly FrameRecord[], ports: IdentityPorts): Promise<Identity> {
  if (records.length === 0) return { is: 'unknown' };
  const ordered = [...records].sort((a, b) => a.frame - b.frame);
  const some = await differing(spread(ordered, SAMPLE), ports);
  if (some.length === 0) return { is: 'same' };
  const all = await differing(ordered, ports);
  const found = await findAgain(ordered, ports);
  return { is: 'other', frames: all, moves: found?.moves ?? null, pictures: found?.pictures ?? false };
}

async function differing(records: readonly FrameRecord[], { frames, prove }: IdentityPorts): Promise<number[]> {
  const there = records.filter(({ frame }) => frame < frames);
  const now = new Map((await prove(there.map(({ frame }) => frame))).map((proof) => [proof.frame, proof]));
  return records.filter(({ frame, proof }) => now.get(frame)?.sha256 !== proof.sha256).map(({ frame }) => frame);
}

/** Where frames are now, by their own time stamps; null when one of them is nowhere. */
async function findAgain(records: readonly FrameRecord[], { frames, frameAt, prove }: IdentityPorts): Promise<{ readonly moves: ReanchorArgs['moves']; readonly pictures: boolean } | null> {
  const [first] = frames > 0 ? await prove([0]) : [];
  if (first === undefined || first.pts === null) return null;
  const start = first.pts * (first.timebase[0] / first.timebase[1]);
  const wanted = records.map((record) => {
    const { pts, timebase } = record.proof;
    const seconds = pts === null ? -1 : pts * (timebase[0] / timebase[1]) - start;
    return { record, seconds, to: seconds < -1e-4 ? -1 : frameAt(seconds + 1e-4) };
  });
  if (wanted.some(({ to }) => to < 0 || to >= frames)) return null;
  const now = new Map((await prove([...new Set(wanted.map(({ to }) => to))])).map((proof) => [proof.frame, proof]));
  const moves = wanted.flatMap(({ record, seconds, to }) => {
    const proof = now.get(to);
    const at = proof === undefined || proof.pts === null ? NaN : proof.pts * (proof.timebase[0] / proof.timebase[1]) - start;
    return proof === undefined || !(Math.abs(at - seconds) < 1e-3) ? [] : [{ from: record.frame, to, proof: { pts: proof.pts, timebase: proof.timebase, sha256: proof.sha256 } }];
  });
  if (moves.length < records.length || new Set(moves.map(({ to }) => to)).size < moves.length) return null;
  const own = new Map(records.map(({ frame, proof }) => [frame, proof.sha256]));
  return { moves, pictures: moves.every(({ from, proof }) => proof.sha256 === own.get(from)) };
}

function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, at) => all[Math.round((at * (all.length - 1)) / (count - 1))]).flatMap((one) => (one === undefined ? [] : [one]));
}
