import { AppError } from '../base/errors.ts';
import type { CallOptions, HandlersOf } from '../bridge/service.ts';
import { followEdges } from './followEdges.ts';
import { outlineOf, tidy } from './outline.ts';
import type { Mask, Patch } from './patch.ts';
import { proposeRegion } from './proposeRegion.ts';
import { refineMask } from './refineMask.ts';
import { Sight } from './sight.ts';
import type { VisionContract } from './visionContract.ts';

/** Patches that are kept: the one in use, and a finer one. */
const MOST_PATCHES = 2;

interface Proposal {
  readonly asked: string;
  readonly rings: number[][];
  readonly mask: Mask;
  readonly patch: Patch;
}

/** The far side of `visionContract`. `breathe` lets what arrived meanwhile be heard. */
export function serveVision(breathe: () => Promise<void>): HandlersOf<VisionContract> {
  const sights = new Map<number, Sight>();
  let last: Proposal | null = null;
  const sightOf = (id: number): Sight => {
    const sight = sights.get(id);
    if (sight === undefined) throw new AppError('aid/no-picture', 'That part of the picture is no longer at hand. Try again.');
    // The one in use is not the one to be forgotten.
    sights.delete(id);
    sights.set(id, sight);
    return sight;
  };
  return {
    vision: {
      see: ({ patch: id, ...patch }) => {
        sights.set(id, new Sight(patch));
        for (const old of [...sights.keys()].slice(0, -MOST_PATCHES)) sights.delete(old);
        return Promise.resolve({});
      },
      propose: async ({ patch: id, aid, marks, tuning }, options) => {
        const sight = sightOf(id);
        const asked = JSON.stringify({ id, aid, marks, tuning });
        // A hand asks while it presses and again when it lets go, often the same.
        if (last?.asked === asked) return { rings: last.rings };
        const found = await proposeRegion(sight, { aid, marks, tuning }, pauseOf(breathe, options));
        const mask = tidy(found, aid === 'superpixels' ? 0 : tuning.smoothing);
        const rings = outlineOf(mask, sight.patch, tuning.smoothing);
        last = { asked, rings, mask, patch: sight.patch };
        return { rings };
      },
      sharpen: async ({ patch: id, smoothing }, options) => {
        const { patch } = sightOf(id);
        if (last === null) return { rings: [] };
        await pauseOf(breathe, options)();
        return { rings: outlineOf(tidy(refineMask(last.mask, last.patch, patch), smoothing), patch, smoothing) };
      },
      follow: async ({ patch: id, through, beside, smoothing }, options) => {
        const pause = pauseOf(breathe, options);
        return { paths: await followEdges(sightOf(id), { through, beside, smoothing }, pause) };
      },
    },
  };
}

function pauseOf(breathe: () => Promise<void>, options: CallOptions | undefined): () => Promise<void> {
  return async () => {
    await breathe();
    options?.signal?.throwIfAborted();
  };
}
