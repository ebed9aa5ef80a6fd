/** Which frames a timeline shows: `from` (may lie between two) is at its left edge, a frame is `step` CSS pixels wide. */
export interface TimeScale {
  readonly from: number;
  readonly step: number;
}

/** A frame is never wider than this. */
const WIDEST = 48;
/** Numbers on the ruler are at least this far apart. */
const APART = 92;

/** All frames in view. */
export function fitScale(frames: number, width: number): TimeScale {
  return { from: 0, step: Math.min(WIDEST, Math.max(1, width) / Math.max(1, frames)) };
}

/** Keeps the scale on the clip: no narrower than all of it, no empty room beside it. */
export function keptScale({ from, step }: TimeScale, frames: number, width: number): TimeScale {
  const least = Math.min(WIDEST, Math.max(1, width) / Math.max(1, frames));
  const kept = Math.min(WIDEST, Math.max(least, step));
  return { from: Math.max(0, Math.min(from, frames - width / kept)), step: kept };
}

/** Where a frame begins, in CSS pixels. */
export function xOf({ from, step }: TimeScale, frame: number): number {
  return (frame - from) * step;
}

/** The frame at a place. */
export function frameAt({ from, step }: TimeScale, x: number): number {
  return Math.floor(from + x / step);
}

/** Larger or smaller about a place that stays. */
export function zoomed(scale: TimeScale, factor: number, x: number): TimeScale {
  const step = scale.step * factor;
  return { from: scale.from + x / scale.step - x / step, step };
}

/** Moved so that a frame is in view, with some air; the same scale when it is already. */
export function showing(scale: TimeScale, frame: number, width: number): TimeScale {
  const x = xOf(scale, frame);
  if (x >= 0 && x + scale.step <= width) return scale;
  // Turning a page keeps the eye calm; creeping along would move everything with every frame.
  const ahead = x < 0 ? width * 0.9 : width * 0.1;
  return { from: frame - ahead / scale.step, step: scale.step };
}

/** Frames between two numbers on the ruler: 1, 2 or 5 times a power of ten. */
export function tickStep({ step }: TimeScale): number {
  const least = APART / step;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((times) => times * power).find((frames) => frames >= least) ?? power * 10;
}

/** Hours, minutes, seconds and thousandths as players show them. */
export function timeCode(seconds: number): string {
  const thousandths = Math.round(Math.max(0, seconds) * 1000);
  const parts = [Math.floor(thousandths / 3_600_000), Math.floor(thousandths / 60_000) % 60, Math.floor(thousandths / 1000) % 60].map((part) => String(part).padStart(2, '0'));
  return `${parts[0] === '00' ? '' : `${parts[0] ?? ''}:`}${parts[1] ?? ''}:${parts[2] ?? ''}.${String(thousandths % 1000).padStart(3, '0')}`;
}
