import type { Seeded } from '#shared/base/seeded.ts';

/** What one seed is like: every seed draws its own mixture of troubles (swarm testing). */
export interface SimOptions {
  readonly clients: number;
  readonly steps: number;
  readonly loss: number;
  readonly duplication: number;
  readonly slowest: number;
  readonly portDelay: number;
  readonly partition: number;
  readonly crash: number;
  readonly power: number;
  readonly storeLoss: number;
  readonly serverCrash: number;
  readonly storeFailure: number;
  readonly journalFailure: number;
  readonly skew: number;
  readonly reassign: number;
  readonly copyProfile: number;
  readonly pageRows: number;
  readonly batchOps: number;
  readonly undo: number;
  readonly twoStreams: number;
  readonly objects: number;
  readonly machine: boolean;
  /** Rounds of sync in calm weather after which everybody must agree. */
  readonly rounds: number;
}

const TEN_YEARS = 315_360_000_000;

export function drawOptions(random: Seeded): SimOptions {
  const some = (chance: number, most: number): number => (random.chance(chance) ? random.next() * most : 0);
  return {
    clients: 2 + random.below(4),
    steps: 60 + random.below(140),
    loss: some(0.8, 0.4),
    duplication: some(0.7, 0.3),
    slowest: 1 + random.below(30),
    portDelay: 1 + random.below(4),
    partition: some(0.6, 0.05),
    crash: some(0.7, 0.06),
    power: some(0.5, 0.03),
    storeLoss: some(0.4, 0.015),
    serverCrash: some(0.6, 0.05),
    storeFailure: some(0.3, 0.05),
    journalFailure: some(0.4, 0.1),
    skew: some(0.5, TEN_YEARS),
    reassign: some(0.5, 0.03),
    copyProfile: some(0.15, 0.02),
    pageRows: 1 + random.below(5),
    batchOps: 1 + random.below(8),
    undo: some(0.6, 0.3),
    twoStreams: some(0.5, 0.2),
    objects: 1 + random.below(5),
    machine: random.chance(0.15),
    rounds: 400,
  };
}
