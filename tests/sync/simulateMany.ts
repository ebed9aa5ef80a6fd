import { simulate } from './simulation.ts';

/** What a run over many seeds found. */
export interface Tally {
  readonly seeds: number;
  readonly ops: number;
  readonly events: number;
  readonly conflicts: number;
  readonly held: number;
  /** The most rounds any seed needed to agree in calm weather. */
  readonly rounds: number;
  readonly failures: readonly { readonly seed: number; readonly why: string }[];
}

export async function simulateMany(seeds: readonly number[], onSeed: (done: number) => void = () => undefined): Promise<Tally> {
  const sum = { seeds: 0, ops: 0, events: 0, conflicts: 0, held: 0, rounds: 0 };
  const failures: { readonly seed: number; readonly why: string }[] = [];
  for (const seed of seeds) {
    sum.seeds += 1;
    try {
      const { ops, events, conflicts, held, rounds } = await simulate(seed);
      sum.ops += ops;
      sum.events += events;
      sum.conflicts += conflicts;
      sum.held += held;
      sum.rounds = Math.max(sum.rounds, rounds);
    } catch (error) {
      failures.push({ seed, why: error instanceof Error ? error.message : String(error) });
    }
    onSeed(sum.seeds);
  }
  return { ...sum, failures };
}
