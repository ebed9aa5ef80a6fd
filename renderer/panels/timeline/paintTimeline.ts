import type { Point } from '#shared/geometry/point.ts';
import type { CameraPath } from '#shared/model/camera.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Keyframe, Track } from '#shared/model/records.ts';
import type { Frames } from '../../session/motion.ts';
import { laneMarks, type LaneMarks } from './laneMarks.ts';
import { tickStep, xOf, type TimeScale } from './timeScale.ts';

/** CSS pixels. */
export const RULER = 20;
export const STRIP = 38;
export const BAND = 13;
export const LANE = 22;
const CAMERA = 7;

/** One thing on its lane. */
export interface Lane {
  readonly track: Track;
  readonly keys: readonly Keyframe[];
  /** Frames of the keyframes that are offered for it. */
  readonly offered: readonly number[];
  readonly color: string;
}

/** A run of frames with a name, or one that is left out. */
export interface Band extends Frames {
  readonly title: string;
}

/** The colours of the theme in force. */
export interface Inks {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly sunken: string;
  readonly accent: string;
  readonly soft: string;
  readonly warn: string;
  readonly bad: string;
  readonly font: string;
}

export interface TimelinePicture {
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** The frame that is seen, and where one is going. */
  readonly frame: number;
  readonly goal: number;
  readonly lanes: readonly Lane[];
  readonly scrolled: number;
  readonly selection: ReadonlySet<TrackId>;
  readonly chapters: readonly Band[];
  readonly deleted: readonly Frames[];
  /** Frames that were asked about. */
  readonly flagged: readonly Frames[];
  /** How the picture moves; null while that is not measured. */
  readonly camera: CameraPath | null;
  /** Frames on which something was found. */
  readonly found: readonly number[];
  readonly range: Frames | null;
  /** Keyframes in the hand, `track frame`, and by how many frames they are moved. */
  readonly held: ReadonlySet<string>;
  readonly heldBy: number;
  readonly inks: Inks;
  thumb(frame: number): HTMLImageElement | null;
  readonly thumbs: readonly number[];
}

type Pen = CanvasRenderingContext2D;

/** Everything below the transport: ruler, pictures, chapters, lanes, playhead. `pen` is in CSS pixels. */
export function paintTimeline(pen: Pen, picture: TimelinePicture): void {
  const { width, height, inks } = picture;
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width, height);
  pen.font = `11px ${inks.font}`;
  pen.textBaseline = 'middle';
  paintStrip(pen, picture);
  paintCamera(pen, picture);
  paintChapters(pen, picture);
  paintLanes(pen, picture);
  paintDeleted(pen, picture);
  paintRange(pen, picture);
  paintRuler(pen, picture);
  paintHead(pen, picture);
}

/** How high what stands above the lanes is. */
export function headHeight({ chapters }: Pick<TimelinePicture, 'chapters'>): number {
  return RULER + STRIP + (chapters.length > 0 ? BAND : 0);
}

function paintRuler(pen: Pen, { scale, width, frames, flagged, found, inks }: TimelinePicture): void {
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width, RULER);
  const step = tickStep(scale);
  const last = Math.min(frames, Math.ceil(scale.from + width / scale.step));
  pen.textAlign = 'left';
  for (let frame = Math.floor(scale.from / step) * step; frame <= last; frame += step) {
    const x = Math.round(xOf(scale, frame)) + 0.5;
    pen.strokeStyle = inks.line;
    line(pen, x, [8, RULER]);
    pen.fillStyle = inks.quiet;
    if (frame < frames) pen.fillText(String(frame), x + 4, 9);
  }
  for (const { from, to } of flagged) {
    const x = xOf(scale, from);
    pen.fillStyle = inks.warn;
    pen.fillRect(x, RULER - 4, Math.max(5, (to - from + 1) * scale.step), 4);
  }
  for (const frame of found) findingMark(pen, xOf(scale, frame) + scale.step / 2, inks);
  pen.strokeStyle = inks.line;
  horizontal(pen, RULER + 0.5, [0, width]);
}

/** A triangle that points at its frame: told from a flag's bar by its form as well. */
function findingMark(pen: Pen, x: number, inks: Inks): void {
  pen.fillStyle = inks.bad;
  pen.beginPath();
  pen.moveTo(x, RULER);
  pen.lineTo(x - 5, RULER - 9);
  pen.lineTo(x + 5, RULER - 9);
  pen.closePath();
  pen.fill();
}

function paintStrip(pen: Pen, { scale, width, thumbs, thumb, inks }: TimelinePicture): void {
  pen.fillStyle = inks.sunken;
  pen.fillRect(0, RULER, width, STRIP);
  for (const [at, frame] of thumbs.entries()) {
    const image = thumb(frame);
    const next = thumbs[at + 1];
    const x = xOf(scale, frame);
    const room = next === undefined ? width - x : xOf(scale, next) - x;
    if (image === null || room <= 0) continue;
    const { naturalWidth: wide, naturalHeight: high } = image;
    const shown = Math.min(room, (STRIP * wide) / Math.max(1, high));
    const part = (shown / STRIP) * high;
    pen.drawImage(image, (wide - part) / 2, 0, part, high, x, RULER, shown - 1, STRIP);
  }
}

/** A quiet strip under the pictures: how far the picture moves before each frame, and where that cannot be told. */
function paintCamera(pen: Pen, { scale, width, camera, inks }: TimelinePicture): void {
  if (camera === null) return;
  const foot = RULER + STRIP;
  const most = Math.ceil(scale.from + width / scale.step);
  pen.fillStyle = inks.surface;
  pen.globalAlpha = 0.75;
  pen.fillRect(0, foot - CAMERA, xOf(scale, camera.known), CAMERA);
  pen.globalAlpha = 1;
  // Frames narrower than a pixel share one: the largest of them is seen.
  const together = Math.max(1, Math.floor(1 / scale.step));
  for (let frame = Math.max(0, Math.floor(scale.from)); frame < Math.min(most, camera.known); frame += together) {
    let [shift, isBroken] = [0, false];
    for (let at = frame; at < Math.min(camera.known, frame + together); at += 1) {
      const here = camera.shiftTo(at);
      if (here === null) isBroken ||= at > 0;
      else shift = Math.max(shift, here);
    }
    const high = isBroken ? CAMERA : Math.min(CAMERA, 1 + shift / 2);
    pen.fillStyle = isBroken ? inks.warn : inks.quiet;
    pen.fillRect(xOf(scale, frame), foot - high, Math.max(1, together * scale.step), high);
  }
}

function paintChapters(pen: Pen, { scale, chapters, inks }: TimelinePicture): void {
  for (const { from, to, title } of chapters) {
    const [x, wide] = [xOf(scale, from), (to - from + 1) * scale.step];
    pen.fillStyle = inks.soft;
    pen.fillRect(x, RULER + STRIP, Math.max(1, wide - 1), BAND);
    if (wide < 24) continue;
    pen.save();
    pen.beginPath();
    pen.rect(x, RULER + STRIP, wide - 2, BAND);
    pen.clip();
    pen.fillStyle = inks.ink;
    pen.fillText(title, Math.max(4, x + 4), RULER + STRIP + BAND / 2 + 0.5);
    pen.restore();
  }
}

const known = new WeakMap<readonly Keyframe[], { readonly scale: TimeScale; readonly width: number; readonly frames: number; readonly marks: LaneMarks }>();

/** Marks stay while neither the keyframes nor the scale change: playing paints thirty times a second. */
function marksOf({ track, keys }: Lane, { scale, width, frames }: TimelinePicture): LaneMarks {
  const before = known.get(keys);
  if (before !== undefined && before.scale === scale && before.width === width && before.frames === frames) return before.marks;
  const marks = laneMarks(keys, track.extent, { scale, width, frames });
  known.set(keys, { scale, width, frames, marks });
  return marks;
}

function paintLanes(pen: Pen, picture: TimelinePicture): void {
  const { lanes, scrolled, height, width, selection, inks } = picture;
  const top = headHeight(picture);
  pen.save();
  pen.beginPath();
  pen.rect(0, top, width, height - top);
  pen.clip();
  const first = Math.max(0, Math.floor(scrolled / LANE));
  for (let at = first; at < lanes.length && at * LANE - scrolled + top < height; at += 1) {
    const lane = lanes[at];
    if (lane === undefined) continue;
    const y = at * LANE - scrolled + top;
    if (selection.has(lane.track.id)) {
      pen.fillStyle = inks.soft;
      pen.fillRect(0, y, width, LANE);
    }
    pen.strokeStyle = inks.line;
    horizontal(pen, y + LANE - 0.5, [0, width]);
    paintLane(pen, lane, { y: y + LANE / 2, picture });
  }
  pen.restore();
}

function paintLane(pen: Pen, lane: Lane, { y, picture }: { readonly y: number; readonly picture: TimelinePicture }): void {
  const { inks, scale, held, heldBy } = picture;
  const { seen, gaps, occluded, keys } = marksOf(lane, picture);
  pen.strokeStyle = inks.quiet;
  pen.setLineDash([2, 4]);
  for (const { from, to } of gaps) horizontal(pen, y, [from, to]);
  pen.setLineDash([]);
  pen.fillStyle = lane.color;
  for (const { from, to } of seen) pen.fillRect(from, y - 3, to - from, 6);
  // A thing partly hidden has half its bar: seen without colours as well.
  pen.fillStyle = inks.surface;
  for (const { from, to } of occluded) pen.fillRect(from, y - 3, to - from, 3);
  for (const mark of keys) {
    const inHand = held.has(`${lane.track.id} ${mark.frame}`);
    diamond(pen, { x: mark.x + (inHand ? heldBy * scale.step : 0), y, inks, color: lane.color, mark: { ...mark, held: inHand } });
  }
  paintOffered(pen, lane, { y, picture });
}

/** Hollow and dashed, as proposals are on the picture. */
function paintOffered(pen: Pen, { offered, color }: Lane, { y, picture: { scale, width, inks } }: { readonly y: number; readonly picture: TimelinePicture }): void {
  pen.setLineDash([2, 2]);
  for (const frame of offered) {
    const x = xOf(scale, frame) + scale.step / 2;
    if (x < -8 || x > width + 8) continue;
    rhomb(pen, [x, y], 5);
    pen.fillStyle = inks.surface;
    pen.fill();
    pen.strokeStyle = color;
    pen.lineWidth = 1.5;
    pen.stroke();
  }
  pen.lineWidth = 1;
  pen.setLineDash([]);
}

function rhomb(pen: Pen, [x, y]: Point, half: number): void {
  pen.beginPath();
  pen.moveTo(x, y - half);
  pen.lineTo(x + half, y);
  pen.lineTo(x, y + half);
  pen.lineTo(x - half, y);
  pen.closePath();
}

function diamond(pen: Pen, { x, y, inks, color, mark }: { readonly x: number; readonly y: number; readonly inks: Inks; readonly color: string; readonly mark: { readonly many: boolean; readonly outside: boolean; readonly attribute: boolean; readonly held: boolean } }): void {
  const half = mark.held ? 6 : 5;
  rhomb(pen, [x, y], half);
  pen.fillStyle = mark.outside ? inks.surface : color;
  pen.fill();
  pen.strokeStyle = mark.held ? inks.accent : inks.ink;
  pen.lineWidth = mark.held ? 2 : 1;
  pen.stroke();
  pen.lineWidth = 1;
  if (mark.attribute) {
    pen.fillStyle = inks.ink;
    pen.fillRect(x - 1.5, y + half + 1, 3, 3);
  }
}

function paintDeleted(pen: Pen, { scale, deleted, height, width, inks }: TimelinePicture): void {
  for (const { from, to } of deleted) {
    const [start, end] = [Math.max(0, xOf(scale, from)), Math.min(width, xOf(scale, to + 1))];
    if (end <= start) continue;
    pen.save();
    pen.beginPath();
    pen.rect(start, RULER, end - start, height - RULER);
    pen.clip();
    pen.globalAlpha = 0.72;
    pen.fillStyle = inks.sunken;
    pen.fillRect(start, RULER, end - start, height - RULER);
    pen.globalAlpha = 1;
    pen.strokeStyle = inks.quiet;
    pen.beginPath();
    for (let x = start - height; x < end; x += 9) {
      pen.moveTo(x, height);
      pen.lineTo(x + height, 0);
    }
    pen.stroke();
    pen.restore();
  }
}

function paintRange(pen: Pen, { scale, range, height, inks }: TimelinePicture): void {
  if (range === null) return;
  const [x, wide] = [xOf(scale, range.from), (range.to - range.from + 1) * scale.step];
  pen.globalAlpha = 0.16;
  pen.fillStyle = inks.accent;
  pen.fillRect(x, 0, wide, height);
  pen.globalAlpha = 1;
  pen.strokeStyle = inks.accent;
  line(pen, Math.round(x) + 0.5, [0, height]);
  line(pen, Math.round(x + wide) - 0.5, [0, height]);
}

/** The frame that is seen, and, where one is going, a paler one. */
function paintHead(pen: Pen, { scale, frame, goal, height, inks }: TimelinePicture): void {
  if (goal !== frame) {
    pen.globalAlpha = 0.4;
    pen.strokeStyle = inks.accent;
    line(pen, Math.round(xOf(scale, goal) + scale.step / 2) + 0.5, [0, height]);
    pen.globalAlpha = 1;
  }
  const x = xOf(scale, frame);
  pen.globalAlpha = 0.14;
  pen.fillStyle = inks.accent;
  if (scale.step > 3) pen.fillRect(x, RULER, scale.step, height - RULER);
  pen.globalAlpha = 1;
  const middle = Math.round(x + scale.step / 2) + 0.5;
  pen.strokeStyle = inks.accent;
  pen.lineWidth = 1.5;
  line(pen, middle, [0, height]);
  pen.lineWidth = 1;
  pen.fillStyle = inks.accent;
  pen.beginPath();
  pen.moveTo(middle - 6, 0);
  pen.lineTo(middle + 6, 0);
  pen.lineTo(middle + 6, 6);
  pen.lineTo(middle, 12);
  pen.lineTo(middle - 6, 6);
  pen.closePath();
  pen.fill();
}

function line(pen: Pen, x: number, [from, to]: readonly [number, number]): void {
  pen.beginPath();
  pen.moveTo(x, from);
  pen.lineTo(x, to);
  pen.stroke();
}

function horizontal(pen: Pen, y: number, [from, to]: readonly [number, number]): void {
  pen.beginPath();
  pen.moveTo(from, y);
  pen.lineTo(to, y);
  pen.stroke();
}
