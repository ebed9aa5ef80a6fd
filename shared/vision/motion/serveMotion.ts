import { AppError } from '../../base/errors.ts';
import type { HandlersOf } from '../../bridge/service.ts';
import { CameraSurvey } from './cameraSurvey.ts';
import type { MotionContract } from './motionContract.ts';
import { ObjectTracker } from './objectTracker.ts';

/** The far side of `motionContract`. Beginning anew forgets what was followed or measured. */
export function serveMotion(): HandlersOf<MotionContract> {
  let tracker: ObjectTracker | null = null;
  let survey: CameraSurvey | null = null;
  return {
    motion: {
      follow: async ({ figure, picture }) => {
        tracker = new ObjectTracker(figure, picture);
        return { part: tracker.part };
      },
      show: async ({ luma }) => {
        if (tracker === null) throw new AppError('motion/not-begun', 'Nothing is being followed.');
        const sighting = tracker.see(luma);
        return { sighting, part: tracker.part };
      },
      survey: async ({ probes }) => {
        survey = new CameraSurvey(probes);
        return {};
      },
      look: async ({ luma, frame }) => {
        if (survey === null) throw new AppError('motion/not-begun', 'No camera is being measured.');
        const step = survey.see(luma, frame);
        return { step, probes: [...survey.probes] };
      },
    },
  };
}
