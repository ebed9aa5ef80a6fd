import { AppError } from '#shared/base/errors.ts';
import type { ClipPort } from '../media/clipPort.ts';
import { mediaUrl } from '../host/mediaUrl.ts';
import type { Inside } from './inside.ts';

/** The host's reader of one clip. It has none yet, and says so. */
export function clipPortOf(_inside: Inside, project: string, item: string): ClipPort {
  const no = (): never => {
    throw new AppError('media/not-yet', 'Clips cannot be shown yet.');
  };
  return {
    read: async function* () {
      await Promise.resolve();
      yield no();
    },
    times: () => Promise.reject(new AppError('media/not-yet', 'Clips cannot be shown yet.')),
    prove: () => Promise.reject(new AppError('media/not-yet', 'Clips cannot be shown yet.')),
    travel: () => undefined,
    news: async function* () {
      await Promise.resolve();
      yield no();
    },
    frameUrl: () => mediaUrl.picture(project, item),
    thumbUrl: (_frame, _tag, side) => mediaUrl.thumb(project, item, side),
  };
}
