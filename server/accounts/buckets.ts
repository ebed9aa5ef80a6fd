import type { Clock } from '#shared/base/ports.ts';

/** Token buckets by name: `burst` at once, then `perSecond`. Answers 0 when allowed, else the seconds to wait. */
export interface Buckets {
  take(name: string): number;
  /** Gives a token back, e.g. for a sign-in that succeeded. */
  refund(name: string): void;
}

export interface BucketRule {
  readonly perSecond: number;
  readonly burst: number;
}

const FORGET_ABOVE = 50_000;

export function buckets(clock: Clock, rule: BucketRule): Buckets {
  const levels = new Map<string, { tokens: number; at: number }>();
  const level = (name: string): { tokens: number; at: number } => {
    const now = clock.ticks();
    const known = levels.get(name) ?? { tokens: rule.burst, at: now };
    const tokens = Math.min(rule.burst, known.tokens + ((now - known.at) / 1000) * rule.perSecond);
    return { tokens, at: now };
  };
  const forgetFull = (): void => {
    for (const name of levels.keys()) if (level(name).tokens >= rule.burst) levels.delete(name);
  };
  return {
    take: (name) => {
      if (levels.size > FORGET_ABOVE) forgetFull();
      const { tokens, at } = level(name);
      const allowed = tokens >= 1;
      levels.set(name, { tokens: allowed ? tokens - 1 : tokens, at });
      return allowed ? 0 : Math.ceil((1 - tokens) / rule.perSecond);
    },
    refund: (name) => {
      const { tokens, at } = level(name);
      levels.set(name, { tokens: Math.min(rule.burst, tokens + 1), at });
    },
  };
}
