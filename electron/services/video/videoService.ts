import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import { grantedFolder } from '../files/filesService.ts';
import { insideForWriting } from '../files/insideFolder.ts';
import type { GrantResolver } from '../machine.ts';
import type { Clips } from './clips.ts';
import { makeReviewClip, reviewCodecs, type ReviewParts } from './reviewClips.ts';

const forever = new AbortController().signal;

export interface VideoParts extends ReviewParts {
  readonly grants: GrantResolver;
  /** Puts bytes into the content-addressed store; answers with their name there. */
  readonly keep: (bytes: Uint8Array) => Promise<string>;
}

/** What is asked about clips; their pixels go by address. */
export function videoService(clips: Clips, { grants, keep, ...review }: VideoParts): HandlersOf<HostContract>['video'] {
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
    keepFrames: async ({ frames, side, ...at }, options) => {
      const signal = options?.signal ?? forever;
      const clip = await clips.of(at, signal);
      const kept: { frame: number; sha256: string }[] = [];
      for (const frame of frames) kept.push({ frame, sha256: await keep((await clip.frame(frame, { form: 'preview', side }, signal)).bytes) });
      return kept;
    },
    reviewCodecs: async () => ({ codecs: await reviewCodecs(review) }),
    review: async function* ({ project, item, tag, order, grant, name, replace }, options) {
      const signal = options?.signal ?? forever;
      const target = await insideForWriting(await grantedFolder(grants, grant), name);
      const clip = await clips.of({ project, item, tag }, signal);
      yield* makeReviewClip(review, { clip, item: { id: item, name: await clips.nameOf(project, item) }, order, target, replace }, signal);
    },
    news: ({ project, item }, options) => clips.news(project, item, options?.signal ?? forever),
  };
}
