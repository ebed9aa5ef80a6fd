/** Frames a second as a fraction, as containers say it: 30000/1001. */
export type Rate = readonly [frames: number, seconds: number];

const COMMON: readonly Rate[] = [[24_000, 1001], [24, 1], [25, 1], [30_000, 1001], [30, 1], [48, 1], [50, 1], [60_000, 1001], [60, 1], [120, 1]];
/** Averages of real clips are off by this share of a rate. */
const NEAR = 0.0006;
/** Players and people round times to milliseconds, some of them down. Seconds. */
const ROUNDING = 0.0021;

/** The fraction a rate is meant to be: one of those cameras have, or thousandths. At least one frame a second. */
export function rateOf(average: number): Rate {
  const common = COMMON.find(([frames, seconds]) => Math.abs(frames / seconds - average) <= average * NEAR);
  return common ?? [Math.max(1000, Math.round(average * 1000)) || 1000, 1000];
}

/** `HH:MM:SS.mmm`, rounded down; read back it finds the same frame. */
export function timeCodeOf(seconds: number): string {
  const whole = Math.floor(seconds * 1000 + 1e-6);
  const part = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${part(Math.floor(whole / 3_600_000), 2)}:${part(Math.floor(whole / 60_000) % 60, 2)}:${part(Math.floor(whole / 1000) % 60, 2)}.${part(whole % 1000, 3)}`;
}

/** The frame that is seen at a time, in seconds from the first frame. */
export function frameAtTime(seconds: number, [frames, per]: Rate): number {
  return Math.floor(((seconds + ROUNDING) * frames) / per);
}

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?$/;
const FRAMES = /^(\d{1,3}):(\d{1,2}):(\d{1,2})([:;])(\d{1,3})$/;
const SECONDS = /^(\d{1,7}(?:[.,]\d{1,6})?)\s*s?$/;
const FRAME = /^(?:f|frame|#)\s*(\d{1,9})$/i;

/**
 * The frame a time code names, at a rate; null when it is none. Read are `HH:MM:SS.mmm` (hours and fractions may be
 * missing), `HH:MM:SS:FF` and, with `;`, its drop-frame form, seconds (`12.5`, `12.5 s`) and frames (`f300`, `#300`).
 */
export function frameOfCode(text: string, rate: Rate): number | null {
  const code = text.trim();
  const frame = FRAME.exec(code);
  if (frame !== null) return Number(frame[1]);
  const seconds = SECONDS.exec(code);
  if (seconds !== null) return frameAtTime(Number((seconds[1] ?? '').replace(',', '.')), rate);
  const clock = CLOCK.exec(code);
  if (clock === null) return frameOfCounted(code, rate);
  const [, hours = '0', minutes = '0', whole = '0', fraction = '0'] = clock;
  if (Number(minutes) > 59 || Number(whole) > 59) return null;
  return frameAtTime(Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`), rate);
}

/** `HH:MM:SS:FF` counts frames as if the rate were whole; drop-frame leaves out the first numbers of most minutes to make up for it. */
function frameOfCounted(code: string, [frames, per]: Rate): number | null {
  const [, hours, minutes, seconds, sign, count] = FRAMES.exec(code) ?? [];
  const base = Math.round(frames / per);
  if (count === undefined || Number(minutes) > 59 || Number(seconds) > 59 || Number(count) >= base) return null;
  const all = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * base + Number(count);
  if (sign === ':') return all;
  const passed = Number(hours) * 60 + Number(minutes);
  const dropped = Math.round(base / 15);
  const isLeftOut = Number(minutes) % 10 !== 0 && Number(seconds) === 0 && Number(count) < dropped;
  return per !== 1001 || base % 30 !== 0 || isLeftOut ? null : all - dropped * (passed - Math.floor(passed / 10));
}
