import { AppError } from '#shared/base/errors.ts';

/** So many crashes with an address under way, and it is not tried again until the program restarts. */
const TOO_OFTEN = 3;

export interface CrashWatch {
  /** Crashes not yet followed by quiet work. */
  readonly recent: number;
  happened(): void;
  /** Does the work for an address, unless that killed the process too often. */
  guard(address: string, work: () => Promise<Response>): Promise<Response>;
}

/** Remembers what was under way at each crash. What succeeds later is cleared of suspicion; the culprit stays. */
export function crashWatch(): CrashWatch {
  const underWay = new Map<string, number>();
  const suspected = new Map<string, number>();
  let recent = 0;
  return {
    get recent() {
      return recent;
    },
    happened() {
      recent += 1;
      for (const address of underWay.keys()) suspected.set(address, (suspected.get(address) ?? 0) + 1);
    },
    async guard(address, work) {
      if ((suspected.get(address) ?? 0) >= TOO_OFTEN) throw new AppError('media/crashes', 'Reading this file stopped a part of Sightline several times, so it is not tried again until the next start. The file is probably damaged.');
      underWay.set(address, (underWay.get(address) ?? 0) + 1);
      try {
        const response = await work();
        suspected.delete(address);
        recent = 0;
        return response;
      } finally {
        const left = (underWay.get(address) ?? 1) - 1;
        if (left > 0) underWay.set(address, left);
        else underWay.delete(address);
      }
    },
  };
}
