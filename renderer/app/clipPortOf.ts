import type { Item } from '#shared/bridge/hostContract.ts';
import { fetchLuma } from '../host/fetchLuma.ts';
import { mediaUrl } from '../host/mediaUrl.ts';
import type { ClipPort } from '../media/clipPort.ts';
import type { Inside } from './inside.ts';

/** The host's reader of one clip. */
export function clipPortOf({ host }: Inside, project: string, { id: item, media }: Pick<Item, 'id' | 'media'>): ClipPort {
  const { video } = host;
  const clip = { project, item };
  return {
    read: (signal) => video.open(clip, { signal }),
    times: (tag, range, signal) => video.times({ ...clip, tag, ...range }, { signal }),
    prove: (tag, frames, signal) => video.prove({ ...clip, tag, frames: [...frames] }, { signal }),
    // A hint that is lost costs a moment; whatever is wrong with the clip is said by who reads it.
    travel: (tag, hint) => void video.travel({ ...clip, tag, ...hint }).catch(() => undefined),
    news: (signal) => video.news(clip, { signal }),
    frameUrl: (frame, tag) => mediaUrl.frame(project, item, { tag, frame }),
    luma: (tag, wanted, signal) => fetchLuma(mediaUrl.luma(project, item, { tag, ...wanted }), signal),
    // Clouds have no small pictures.
    thumbUrl: (frame, tag, side) => media === 'sequence' ? null : mediaUrl.frame(project, item, { tag, frame, side }),
  };
}
