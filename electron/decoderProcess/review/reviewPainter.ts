import type { ReviewObject, ReviewOrder } from '#shared/bridge/reviewContract.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { documentRecord } from '#shared/model/records.ts';
import { keyHolding, shapeAt } from '#shared/model/shapeAt.ts';
import type { MappedFrame } from '#shared/review/reviewMap.ts';
import { timeCodeOf } from '#shared/review/timeCode.ts';
import { drawShape } from './drawShape.ts';
import { Lettering, type Letters } from './lettering.ts';
import { inkOf, type Ink, type InkSpace, type YuvPage } from './yuvPage.ts';

/** Where things are on a page: the picture above, two lines of words below. */
export interface PageLayout {
  readonly width: number;
  /** Of the picture, and of the whole page. */
  readonly picture: number;
  readonly height: number;
  /** Pixels of the page for each of the clip. */
  readonly scale: number;
  /** Height of the type. */
  readonly type: number;
}

/** What is told of a frame below its picture. */
export interface Caption {
  /** Place in the clip. */
  readonly frame: number;
  readonly seconds: number;
  /** Frame of the review clip, and how many it has. */
  readonly at: number;
  readonly of: number;
  readonly title: string;
  /** `2/7`: which part it is. */
  readonly part: string;
  /** Things this part is about: their outlines are twice as wide. */
  readonly about: ReadonlySet<string>;
}

type Drawn = MappedFrame['drawn'];

const NO_LABEL = '#9aa3b2';
const SMALLEST_TYPE = 11;
const ROWS_A_TYPE = 42;
const GAP = 8;

/** The size of pages for pictures of a size, at most `most` rows high. All sides are even, as encoders ask. */
export function layoutFor({ width, height }: { readonly width: number; readonly height: number }, most: number | null): PageLayout {
  const wanted = Math.min(1, (most ?? height) / height);
  const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));
  const [wide, picture] = [even(width * wanted), even(height * wanted)];
  const type = Math.max(SMALLEST_TYPE, Math.round(picture / ROWS_A_TYPE));
  return { width: wide, picture, height: picture + even(new Lettering(type).line * 2 + GAP), scale: wide / width, type };
}

/** Paints what is labelled over pictures, and below them what one looks at. */
export class ReviewPainter {
  readonly #layout: PageLayout;
  readonly #order: ReviewOrder;
  readonly #document: BookDocument;
  readonly #space: InkSpace;
  readonly #lettering: Lettering;
  readonly #white: Ink;
  readonly #black: Ink;
  readonly #grey: Ink;
  readonly #inks = new Map<string, { readonly ink: Ink; readonly over: Ink }>();

  constructor(layout: PageLayout, order: ReviewOrder, space: InkSpace) {
    this.#layout = layout;
    this.#order = order;
    this.#document = new BookDocument(new Map(order.records.map((record) => documentRecord.parse(record)).map((record) => [record.id, record])));
    this.#space = space;
    this.#lettering = new Lettering(layout.type);
    [this.#white, this.#black, this.#grey] = [inkOf('#ffffff', space), inkOf('#111318', space), inkOf(NO_LABEL, space)];
  }

  /** Paints the things of a frame and its caption; answers what was drawn, and where in pixels of the clip. */
  async paint(page: YuvPage, caption: Caption): Promise<Drawn> {
    const seen = this.#order.objects.flatMap((object) => {
      const shape = shapeAt(this.#document, object.track as TrackId, caption.frame);
      return shape === null ? [] : [{ object, shape }];
    });
    const { width, picture, scale, type } = this.#layout;
    const line = Math.max(2, Math.round(type / 9));
    for (const { object, shape } of seen) {
      drawShape(page, shape, { ink: this.#inkFor(object).ink, rim: this.#black, width: caption.about.has(object.track) ? line * 2 : line, scale, dashed: keyHolding(this.#document.keyframesOf(object.track as TrackId), caption.frame)?.occluded === true });
    }
    for (const { object, shape } of seen) await this.#name(page, object, shape);
    // Outlines may reach below the picture; the caption covers them.
    page.rect([0, picture, width, this.#layout.height - picture], this.#black);
    await this.#caption(page, caption);
    return seen.flatMap(({ object, shape }): Drawn => {
      const bounds = kindOf(shape).bounds(shape);
      return bounds === null ? [] : [[object.number, ...[bounds.minX, bounds.minY, bounds.maxX - bounds.minX, bounds.maxY - bounds.minY].map((value) => Math.round(value * 10) / 10) as [number, number, number, number]]];
    });
  }

  /** What a thing is called and its number, on its colour, above its top left corner. */
  async #name(page: YuvPage, object: ReviewObject, shape: Shape): Promise<void> {
    const bounds = kindOf(shape).bounds(shape);
    if (bounds === null) return;
    const letters = await this.#lettering.of(object.label === '' ? `${object.number}` : `${object.label} ${object.number}`);
    const { ink, over } = this.#inkFor(object);
    const { width, picture, scale } = this.#layout;
    const [wide, high] = [letters.width + 6, letters.height];
    const x = Math.max(0, Math.min(width - wide, Math.round(bounds.minX * scale)));
    const above = Math.round(bounds.minY * scale) - high;
    const y = Math.max(0, Math.min(picture - high, above));
    page.rect([x, y, wide, high], ink);
    page.letters(letters, [x + 3, y], over);
  }

  /** Time and frame first, then why one looks at it; under that how far one is, and what the colours mean. */
  async #caption(page: YuvPage, { frame, seconds, at, of, title, part }: Caption): Promise<void> {
    const { width, picture } = this.#layout;
    const { line } = this.#lettering;
    const top = picture + GAP / 2;
    let x = this.#row(page, await this.#lettering.digits(timeCodeOf(seconds)), { from: GAP, top, ink: this.#white });
    x = this.#row(page, [await this.#lettering.of(`  ${this.#order.words.frame}`)], { from: x, top, ink: this.#white });
    x = this.#row(page, await this.#lettering.digits(String(frame)), { from: x + GAP, top, ink: this.#white });
    x = this.#row(page, [await this.#lettering.of(`   ${this.#order.words.cut} ${part}`)], { from: x, top, ink: this.#grey });
    this.#row(page, [await this.#lettering.of(`   ${title}`)], { from: x, top, ink: this.#white });
    await this.#legend(page, top + line);
    page.rect([0, this.#layout.height - 2, Math.round((width * (at + 1)) / of), 2], this.#white);
  }

  async #legend(page: YuvPage, top: number): Promise<void> {
    const { line } = this.#lettering;
    const side = Math.round(line * 0.5);
    let x = GAP;
    for (const [label, object] of new Map(this.#order.objects.map((object) => [object.label, object]))) {
      if (label === '' || x > this.#layout.width) continue;
      page.rect([x, top + Math.round((line - side) / 2), side, side], this.#inkFor(object).ink);
      x = this.#row(page, [await this.#lettering.of(`${label}  `)], { from: x + side + 4, top, ink: this.#white }) + GAP;
    }
  }

  /** Pieces beside each other; answers where the next one would begin. */
  #row(page: YuvPage, pieces: readonly Letters[], { from, top, ink }: { readonly from: number; readonly top: number; readonly ink: Ink }): number {
    let x = from;
    for (const letters of pieces) {
      page.letters(letters, [x, top], ink);
      x += letters.width;
    }
    return x;
  }

  #inkFor({ color }: ReviewObject): { readonly ink: Ink; readonly over: Ink } {
    const known = this.#inks.get(color);
    if (known !== undefined) return known;
    const ink = inkOf(color, this.#space);
    const made = { ink, over: ink.y > 150 ? this.#black : this.#white };
    this.#inks.set(color, made);
    return made;
  }
}
