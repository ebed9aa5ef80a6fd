import { pathPoint } from './path.ts';
import { distance, minus, mix, type Point } from './point.ts';
import { reversed, ringLength, ringsBounds, signedArea, vertexOf, type Ring } from './polygon.ts';
import { middle } from './rect.ts';

/** Two starts are tried at every vertex of rings up to this many, at evenly spread ones of longer rings. */
const MOST_STARTS = 256;
/** Places compared for each start. */
const SAMPLES = 48;
/** Shares of the length closer than this are one place. */
const SAME = 1e-9;
/** A ring drawn anew from another start fits this much better than vertex by vertex. */
const FAR_BETTER = 0.2;

/**
 * The ring at `t` of the way between two. Vertices that are as many and run the same way are the same vertices, unless
 * another start fits far better; others meet by their share of the length, from the start at which the two lie closest.
 */
export function ringBetween(a: Ring, b: Ring, t: number): number[] {
  // The way back is the way there: the plainer of the two is laid onto the other, whichever comes first.
  if (isPlainer(b, a)) return ringBetween(b, a, 1 - t);
  const [from, to] = inStep(a, b);
  return from.map((value, at) => value + ((to[at] ?? value) - value) * t);
}

/**
 * Several rings between several others: the outer ones meet, then each hole meets the nearest that is left. A hole
 * without a partner closes in its own middle, or opens there.
 */
export function ringsBetween(a: readonly Ring[], b: readonly Ring[], t: number): number[][] {
  const pairs = partners(a, b);
  return pairs.map(([from, to]) => ringBetween(from ?? pointRing(to ?? []), to ?? pointRing(from ?? []), t));
}

type Pair = readonly [from: Ring | null, to: Ring | null];

function partners(a: readonly Ring[], b: readonly Ring[]): readonly Pair[] {
  const [firstA, ...restA] = a;
  const [firstB, ...restB] = b;
  const left = new Set(restB);
  const byDistance = restA.flatMap((from) => restB.map((to) => ({ from, to, away: distance(middleOf(from), middleOf(to)) }))).sort((one, other) => one.away - other.away);
  const found = new Map<Ring, Ring>();
  for (const { from, to } of byDistance) {
    if (found.has(from) || !left.has(to)) continue;
    found.set(from, to);
    left.delete(to);
  }
  const outer: readonly Pair[] = firstA === undefined || firstB === undefined ? [] : [[firstA, firstB]];
  return [...outer, ...restA.map((from): Pair => [from, found.get(from) ?? null]), ...[...left].map((to): Pair => [null, to])];
}

function isPlainer(one: Ring, other: Ring): boolean {
  if (one.length !== other.length) return one.length < other.length;
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

/** Both rings with as many vertices, each opposite its partner. */
function inStep(a: Ring, b: Ring): readonly [number[], number[]] {
  const sameWay = signedArea(a) * signedArea(b) >= 0;
  const turned = sameWay ? b : reversed(b);
  if (a.length === b.length && sameWay && isAligned(a, b)) return [[...a], [...b]];
  const shares = sharesOf(a);
  const start = bestStart(a, turned);
  const moved = startingAt(turned, start);
  const all = [...shares, ...sharesOf(moved)].sort((one, other) => one - other).filter((share, at, sorted) => at === 0 || share - (sorted[at - 1] ?? 0) > SAME);
  return [placesAt(a, all), placesAt(moved, all)];
}

function isAligned(a: Ring, b: Ring): boolean {
  const count = ringLength(a);
  const [ca, cb] = [middleOf(a), middleOf(b)];
  const costAt = (shift: number, step: number): number => {
    let sum = 0;
    for (let index = 0; index < count; index += step) {
      const [x, y] = minus(minus(vertexOf(b, index + shift), cb), minus(vertexOf(a, index), ca));
      sum += x * x + y * y;
    }
    return sum;
  };
  const step = Math.max(1, Math.floor(count / SAMPLES));
  const own = costAt(0, step);
  if (own === 0) return true;
  const stride = Math.max(1, Math.floor(count / MOST_STARTS));
  for (let shift = stride; shift < count; shift += stride) if (costAt(shift, step) < own * FAR_BETTER) return false;
  return true;
}

/** The vertex of `b` that lies best opposite the first of `a`, both seen from their own middle. */
function bestStart(a: Ring, b: Ring): number {
  const even = Array.from({ length: SAMPLES }, (_, at) => at / SAMPLES);
  const places = placesAt(a, even);
  const [ca, cb] = [middleOf(a), middleOf(b)];
  const shares = sharesOf(b);
  const fine = SAMPLES * 8;
  const round = placesAt(b, Array.from({ length: fine }, (_, at) => at / fine));
  const stride = Math.max(1, Math.floor(shares.length / MOST_STARTS));
  let best = { start: 0, cost: Infinity };
  for (let start = 0; start < shares.length; start += stride) {
    const from = Math.round((shares[start] ?? 0) * fine);
    let cost = 0;
    for (let at = 0; at < SAMPLES; at += 1) {
      const [x, y] = minus(minus(pathPoint(round, (from + at * 8) % fine), cb), minus(pathPoint(places, at), ca));
      cost += x * x + y * y;
    }
    if (cost < best.cost) best = { start, cost };
  }
  return best.start;
}

/** Where each vertex lies along the ring, from 0 to below 1. */
function sharesOf(ring: Ring): number[] {
  const count = ringLength(ring);
  const shares = [0];
  let sum = 0;
  for (let index = 1; index <= count; index += 1) {
    sum += distance(vertexOf(ring, index - 1), vertexOf(ring, index));
    shares.push(sum);
  }
  return shares.slice(0, count).map((share, index) => (sum === 0 ? index / count : share / sum));
}

/** The places at ascending shares of a ring's length, in one pass. */
function placesAt(ring: Ring, shares: readonly number[]): number[] {
  const own = [...sharesOf(ring), 1];
  let edge = 1;
  return shares.flatMap((share) => {
    while (edge < own.length - 1 && (own[edge] ?? 1) <= share) edge += 1;
    const [from, to] = [own[edge - 1] ?? 0, own[edge] ?? 1];
    return mix(vertexOf(ring, edge - 1), vertexOf(ring, edge), to === from ? 0 : (share - from) / (to - from));
  });
}

function startingAt(ring: Ring, start: number): Ring {
  return start === 0 ? ring : [...ring.slice(start * 2), ...ring.slice(0, start * 2)];
}

function middleOf(ring: Ring): Point {
  const bounds = ringsBounds([ring]);
  return bounds === null ? [0, 0] : middle(bounds);
}

/** A ring drawn together in its middle, with as many vertices. */
function pointRing(ring: Ring): number[] {
  const place = middleOf(ring);
  return ring.map((_, at) => place[at % 2] ?? 0);
}
