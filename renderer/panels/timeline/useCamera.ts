import { useMemo } from 'react';
import type { Camera } from '#shared/model/camera.ts';
import { heldOutGain, usualSide } from '#shared/query/heldOut.ts';
import { preflight, USUAL_SIDE, type Gain, type Preflight } from '#shared/query/preflight.ts';
import { useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';

/** What is known of the camera of the clip in hand; the same until that changes. */
export function useCamera(): Camera | null {
  return useDocument()?.camera() ?? null;
}

export interface CameraVerdict {
  readonly camera: Camera;
  readonly flight: Preflight;
  /** Pixels on a side of what it is told for, and whether that is of what is labelled. */
  readonly side: number;
  readonly labelled: boolean;
  /** On labels that were left out; null where there are too few. */
  readonly heldOut: Gain | null;
}

/** What the camera means for labelling; worked out once per change of the document. */
export function useCameraVerdict(): CameraVerdict | null {
  const document = useDocument();
  const revision = useWork((work) => work.revision);
  const camera = document?.camera() ?? null;
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  const side = useMemo(() => (now.document === null ? null : usualSide(now.document)), [now]);
  const flight = useMemo(() => (camera === null ? null : preflight(camera, side ?? USUAL_SIDE)), [camera, side]);
  const heldOut = useMemo(() => (now.document === null || camera === null ? null : heldOutGain(now.document, camera.path)), [now, camera]);
  return camera === null || flight === null ? null : { camera, flight, side: side ?? USUAL_SIDE, labelled: side !== null, heldOut };
}
