import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { ProjectHub } from '../projects/projectHub.ts';
import type { Clips } from '../video/clips.ts';
import type { Looker } from './looker.ts';
import { mediaProblem } from './mediaProblems.ts';
import type { Pyramids } from './tiles/pyramids.ts';
import { surveyPicture } from './tiles/surveyPicture.ts';

export interface MediaServiceParts {
  readonly hub: ProjectHub;
  readonly looker: Looker;
  readonly pyramids: Pyramids;
  readonly clips: Clips;
}

/** What is asked about single items; their bytes go by address. */
export function mediaService({ hub, looker, pyramids, clips }: MediaServiceParts): HandlersOf<HostContract>['media'] {
  return {
    probe: async ({ project, item }, options) => {
      const index = await hub.index(project);
      const looked = await looker.look(index, await index.find(item), options?.signal ?? null);
      if (looked.media !== 'clip' || looked.problem !== null || looked.width !== null) return looked;
      await clips.first(index, await index.find(item), options?.signal ?? new AbortController().signal).catch(() => undefined);
      return (await index.find(item)).item;
    },
    survey: async function* ({ project, item }, options) {
      const signal = options?.signal ?? null;
      const index = await hub.index(project);
      const placed = await index.find(item);
      const { problem, media, name, width, height } = await looker.look(index, placed, signal);
      if (problem !== null) throw mediaProblem(problem, name, { width, height });
      if (media !== 'image') throw mediaProblem('media/not-yet', name);
      yield* surveyPicture(pyramids, { path: await looker.pathOf(index, placed, signal), name, signal });
    },
  };
}
