import { formatShare } from '../../i18n/format.ts';
import { say } from '../../i18n/i18n.ts';
import type { CameraVerdict } from './useCamera.ts';

/** The verdict as a sentence, with the figures it rests on. */
export function verdictWords({ flight: { verdict, expected, probes, share }, heldOut }: CameraVerdict): string {
  const at = verdict.is === 'interpolate' ? expected.find(({ span }) => span === verdict.every) : (expected.find(({ span }) => span === 10) ?? expected[0]);
  const gain = heldOut ?? probes;
  const figures = { iou: iou(at?.iou ?? 0), span: at?.span ?? 0, steady: gain === null ? '–' : iou(gain.steady), share };
  if (verdict.is === 'unclear' && expected.length === 0) return say({ key: 'cameraVerdict.short' });
  return say({ key: `cameraVerdict.${verdict.is}`, params: figures });
}

/** An overlap, 0 to 1, always with two digits: such figures stand side by side. */
export function iou(value: number): string {
  return formatShare(value);
}
