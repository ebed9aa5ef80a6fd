import { useMemo } from 'react';
import type { Item } from '#shared/bridge/hostContract.ts';
import { frameCount } from '../media/clipState.ts';
import { useBench, useWork } from '../panels/benchContext.ts';
import type { PictureSource } from '../stage2d/pictureMessages.ts';

/** The first frame the stage shows of a clip; the player brings the others. The same object as long as it is the same file. */
export function useClipSource(item: Item): PictureSource | null {
  const bench = useBench();
  const tag = useWork((work) => (work.clip?.item === item.id ? (work.clip.facts?.tag ?? null) : null));
  return useMemo(() => {
    const { clip } = bench.work.getState();
    if (tag === null || clip === null) return null;
    const frame = Math.min(bench.session.getState().frame, frameCount(clip) - 1);
    return { url: clip.port.frameUrl(frame, tag), tiles: null };
  }, [bench, tag]);
}
