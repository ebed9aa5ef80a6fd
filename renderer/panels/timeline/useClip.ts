import type { ClipInHand } from '../../media/clipState.ts';
import { useWork } from '../benchContext.ts';

/** The clip of the task in hand; null when it is none. */
export function useClip(): ClipInHand | null {
  return useWork((work) => work.clip);
}
