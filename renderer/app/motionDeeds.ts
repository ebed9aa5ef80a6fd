import type { Deeds } from '../commands/workbench.ts';
import type { Inside } from './inside.ts';
import { Surveyor } from './surveyor.ts';
import { Tracer } from './tracer.ts';

/** Following things through a clip, and measuring its camera. */
export function motionDeeds(inside: Inside): Pick<Deeds, 'trace' | 'stopTrace' | 'survey' | 'stopSurvey'> {
  const tracer = new Tracer(inside);
  const surveyor = new Surveyor(inside);
  return {
    trace: (direction) => tracer.run(direction),
    stopTrace: () => tracer.stop(),
    survey: (anew) => surveyor.run(anew),
    stopSurvey: () => surveyor.stop(),
  };
}
