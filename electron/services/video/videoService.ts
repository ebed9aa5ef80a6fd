import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { Clips } from './clips.ts';

const forever = new AbortController().signal;

/** What is asked about clips; their pixels go by address. */
export function videoService(clips: Clips): HandlersOf<HostContract>['video'] {
  return {
    open: async function* ({ project, item }, options) {
      const signal = options?.signal ?? forever;
      yield* (await clips.open(project, item, signal)).progress(signal);
    },
    times: async ({ from, count, ...at }, options) => (await clips.of(at, options?.signal ?? forever)).times(from, count),
    prove: async ({ frames, ...at }, options) => (await clips.of(at, options?.signal ?? forever)).prove(frames, options?.signal ?? forever),
    travel: async ({ project, item, tag, ...to }, options) => {
      (await clips.of({ project, item, tag }, options?.signal ?? forever)).travel(to);
      return {};
    },
    news: ({ project, item }, options) => clips.news(project, item, options?.signal ?? forever),
  };
}
