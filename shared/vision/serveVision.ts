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

/** The far side of `visionContract`. `breathe` lets what arrived meanwhile be heard. */
export function serveVision(breathe: () => Promise<void>): HandlersOf<VisionContract> {
  const sights = new Map<number, Sight>();
  let last: { readonly mask: Mask; readonly patch: Patch } | null = null;
  const sightOf = (id: number): Sight => {
    const sight = sights.get(id);
    if (sight === undefined) throw new AppError('aid/no-picture', 'That part of the picture is no longer at hand. Try again.');
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
        const found = await proposeRegion(sight, { aid, marks, tuning }, pauseOf(breathe, options));
        const mask = tidy(found, aid === 'superpixels' ? 0 : tuning.smoothing);
        last = { mask, patch: sight.patch };
        return { rings: outlineOf(mask, sight.patch, tuning.smoothing) };
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
