import { seeded } from '../../base/seeded.ts';
import type { Point } from '../../geometry/point.ts';
import type { Rect } from '../../geometry/rect.ts';
import { andThen, backwards, moved, scaleOf, STILL, type Similarity } from '../../geometry/similarity.ts';
import { cornersOf } from './corners.ts';
import { boundsOf, figureAt, isOn, type Figure } from './figure.ts';
import { fitSimilarity, type Pair } from './fitSimilarity.ts';
import { flow } from './flow.ts';
import { pyramidOf, type Luma, type Pyramid } from './luma.ts';
import { alignTemplate, likeness, searchTemplate, templateOf, type Match, type Template } from './template.ts';

/** A part of a frame, in the pixels it is wanted in. */
export type Part = Omit<Luma, 'pixels'>;

/**
 * Why a thing is no longer followed: nothing on it can be told apart, it looks otherwise (covered, turned away), it left
 * the picture, its places went in different directions.
 */
export type Loss = 'plain' | 'changed' | 'left' | 'scattered';

/** Where a thing is: how it was moved since the frame it was drawn on, and how it still looks. */
export type Followed = Match;

/** `again`: the same frame is wanted once more, in other pixels. `lost` ends it. */
export type Sighting = { readonly is: 'seen'; readonly followed: Followed } | { readonly is: 'again' } | { readonly is: 'lost'; readonly why: Loss };

/** The longer side of the thing in pixels of the part: enough to tell it, few enough to be quick. */
const SIDE = 88;
const SMALLEST_SIDE = 44;
const LARGEST_SIDE = 150;
/** Pixels of the part around it, in which it is looked for. */
const ROOM = 44;
const CORNERS = 60;
const LEVELS = 4;
const REACH = 5;
const BACK = 0.7;
const WITHIN = 1;
/** Less alike than this, or more covered, is not followed on. */
const UNLIKE = 0.66;
const COVERED = 0.4;
const DOUBTLESS = 0.85;
/** Less alike, it is asked what it looked like when that was looked at last; that is looked at anew when it fades as a whole, never when a part of it is covered. */
const FADED = 0.85;
/** As alike as this, nothing else needs to be tried. */
const PLAINLY = 0.93;
const WHOLE = 0.05;
/** Fewer corners that agree, or a smaller part of them, tell nothing. */
const LEAST = 4;
const LEAST_SHARE = 0.3;
/** From one frame to the next nothing grows more. */
const MOST_GROWTH = 1.3;
/** Pixels of the part by which the look of a thing may correct what its corners say. */
const MOST_CORRECTION = 6;

/** With less of it on the picture it has left; what is lost with less than `ON_EDGE` is leaving. */
const HALF = 0.5;
const ON_EDGE = 0.75;

/** What the thing looked like on a frame, and where it was then. */
interface Look {
  readonly template: Template;
  readonly taken: Similarity;
}

/**
 * Follows one thing from frame to frame, in either direction of time. Corners on it are followed by their flow, and the
 * similarity most of them agree with moves it; then it is laid over what it looked like at first, so that small errors
 * do not add up. It says which part of a frame it needs (`part`) and is shown that (`see`).
 */
export class ObjectTracker {
  readonly #figure: Figure;
  readonly #picture: { readonly width: number; readonly height: number };
  #now: Followed = { similarity: STILL, alike: 1, covered: 0 };
  #lastStep = STILL;
  #before: Pyramid | null = null;
  #first: Look | null = null;
  #recent: Look | null = null;
  #step: number;
  #frame = 0;

  constructor(figure: Figure, picture: { readonly width: number; readonly height: number }) {
    this.#figure = figure;
    this.#picture = picture;
    this.#step = stepFor(boundsOf(figure));
  }

  /** Where it is expected on the next frame, with room around. */
  get part(): Part {
    const { minX, minY, maxX, maxY } = boundsOf(figureAt(this.#figure, andThen(this.#now.similarity, this.#lastStep)));
    const { width, height } = this.#picture;
    const step = this.#step;
    const across = span([minX - ROOM * step, maxX + ROOM * step], width, step);
    const down = span([minY - ROOM * step, maxY + ROOM * step], height, step);
    return { left: across.from, top: down.from, step, width: across.size, height: down.size };
  }

  /** The first part that is shown is of the frame the figure was drawn on; each further one of the next frame, or of the same where `again` was said. */
  see(luma: Luma): Sighting {
    const picture = pyramidOf(luma, LEVELS);
    const before = this.#before;
    this.#before = picture;
    if (before === null) return this.#begin(picture);
    if (before.luma.step !== luma.step) return { is: 'seen', followed: this.#now };
    this.#frame += 1;
    const found = this.#locate(before, picture);
    const expected = andThen(this.#now.similarity, this.#lastStep);
    if (typeof found === 'string') return { is: 'lost', why: this.#share(expected) < ON_EDGE ? 'left' : found };
    if (this.#share(found.similarity) < HALF) return { is: 'lost', why: 'left' };
    this.#lastStep = andThen(backwards(this.#now.similarity), found.similarity);
    this.#now = found;
    this.#remember(picture);
    return this.#isFitting() ? { is: 'seen', followed: this.#now } : { is: 'again' };
  }

  #begin(picture: Pyramid): Sighting {
    this.#first = this.#lookNow(picture);
    this.#recent = this.#first;
    return this.#first === null ? { is: 'lost', why: 'plain' } : { is: 'seen', followed: this.#now };
  }

  #locate(before: Pyramid, picture: Pyramid): Followed | Loss {
    const step = this.#flowStep(before, picture);
    // What covers a thing may have more corners than the thing: going on as before is asked as well.
    const led = step === null ? null : this.#lookFor(picture, andThen(this.#now.similarity, step));
    const near = led !== null && led.alike >= PLAINLY ? led : likest([led, this.#lookFor(picture, andThen(this.#now.similarity, this.#lastStep))]);
    const found = near === null || near.alike < UNLIKE || near.covered > COVERED ? this.#searched(picture) : near;
    if (found === null || found.alike < UNLIKE || found.covered > COVERED) return step === null ? 'scattered' : 'changed';
    return found;
  }

  /** A jump too far to be followed: it is looked for all around, and must look like itself without doubt. */
  #searched(picture: Pyramid): Followed | null {
    const found = likest([this.#recent, this.#first].map((look) => {
      const around = look === null ? null : searchTemplate(look.template, picture, { guess: andThen(backwards(look.taken), this.#now.similarity), radius: ROOM * this.#step });
      return look === null || around === null ? null : this.#bestOf(look, picture, andThen(look.taken, around));
    }));
    return found !== null && found.alike >= DOUBTLESS ? found : null;
  }

  /** What the corners on it say, where enough of them say the same. */
  #flowStep(before: Pyramid, picture: Pyramid): Similarity | null {
    const corners = this.#cornersOn(before);
    const ends = flow({ from: before, to: picture }, corners, { reach: REACH, back: BACK, guess: (at) => moved(this.#lastStep, at) });
    const pairs = corners.flatMap((from, at): Pair[] => {
      const to = ends[at] ?? null;
      return to === null ? [] : [{ from, to }];
    });
    const fit = fitSimilarity(pairs, WITHIN * this.#step, seeded(this.#frame));
    if (fit === null || fit.count < LEAST || fit.count < corners.length * LEAST_SHARE) return null;
    const scale = scaleOf(fit.similarity);
    return scale < MOST_GROWTH && scale > 1 / MOST_GROWTH ? fit.similarity : null;
  }

  /** Where it looks most like it did at first; where that has faded, like it did a moment ago. */
  #lookFor(picture: Pyramid, guess: Similarity): Followed | null {
    const first = this.#bestOf(this.#first, picture, guess);
    return this.#recent === this.#first || (first !== null && first.alike >= FADED) ? first : likest([first, this.#bestOf(this.#recent, picture, guess)]);
  }

  #bestOf(look: Look | null, picture: Pyramid, guess: Similarity): Followed | null {
    if (look === null) return null;
    const since = andThen(backwards(look.taken), guess);
    const found = alignTemplate(look.template, picture, since);
    const aligned = found === null ? null : { ...found, similarity: andThen(look.taken, found.similarity) };
    const isNear = aligned !== null && this.#distance(aligned.similarity, guess) <= MOST_CORRECTION * this.#step;
    if (isNear && aligned.alike >= PLAINLY) return aligned;
    const plain = likeness(look.template, picture, since);
    if (isNear && aligned.alike >= (plain?.alike ?? -1)) return aligned;
    return plain === null ? null : { ...plain, similarity: guess };
  }

  #distance(one: Similarity, other: Similarity): number {
    const middle = middleOf(boundsOf(this.#figure));
    const [a, b] = [moved(one, middle), moved(other, middle)];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  /** A thing that turns or comes nearer looks otherwise than at first: what it looks like by now is kept beside. */
  #remember(picture: Pyramid): void {
    if (this.#now.alike < FADED && this.#now.covered <= WHOLE) this.#recent = this.#lookNow(picture) ?? this.#recent;
  }

  #lookNow(picture: Pyramid): Look | null {
    const figure = figureAt(this.#figure, this.#now.similarity);
    const template = templateOf(picture, boundsOf(figure), (at) => isOn(figure, at));
    return template === null ? null : { template, taken: this.#now.similarity };
  }

  #cornersOn(picture: Pyramid): Point[] {
    const figure = figureAt(this.#figure, this.#now.similarity);
    const { minX, minY, maxX, maxY } = boundsOf(figure);
    const area = ((maxX - minX) * (maxY - minY)) / this.#step ** 2;
    return cornersOf(picture, { most: CORNERS, apart: Math.max(3, Math.sqrt(area / CORNERS) * 0.6), within: (at) => isOn(figure, at) });
  }

  /** How much of it is on the picture, 0 to 1. */
  #share(similarity: Similarity): number {
    const { minX, minY, maxX, maxY } = boundsOf(figureAt(this.#figure, similarity));
    const { width, height } = this.#picture;
    const seen = Math.max(0, Math.min(width, maxX) - Math.max(0, minX)) * Math.max(0, Math.min(height, maxY) - Math.max(0, minY));
    return seen / Math.max(1e-9, (maxX - minX) * (maxY - minY));
  }

  /** Whether its pixels still have the right size; else the frame is wanted in finer or coarser ones. */
  #isFitting(): boolean {
    const bounds = boundsOf(figureAt(this.#figure, this.#now.similarity));
    const side = sideOf(bounds) / this.#step;
    const step = stepFor(bounds);
    if ((side >= SMALLEST_SIDE && side <= LARGEST_SIDE) || step === this.#step) return true;
    this.#step = step;
    return false;
  }
}

function likest(found: readonly (Followed | null)[]): Followed | null {
  return found.reduce((best, one) => (one !== null && one.alike > (best?.alike ?? -1) ? one : best), null);
}

function stepFor(bounds: Rect): number {
  return Math.max(1, Math.round(sideOf(bounds) / SIDE));
}

function sideOf({ minX, minY, maxX, maxY }: Rect): number {
  return Math.max(maxX - minX, maxY - minY);
}

function middleOf({ minX, minY, maxX, maxY }: Rect): Point {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

/** Whole pixels of the part between two places, as far as they lie on the picture. */
function span([from, to]: readonly [number, number], most: number, step: number): { readonly from: number; readonly size: number } {
  const start = Math.max(0, Math.min(most - step, Math.floor(from)));
  return { from: start, size: Math.max(1, Math.floor((Math.max(start + step, Math.min(most, to)) - start) / step)) };
}
