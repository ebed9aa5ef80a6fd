import type { Point } from '#shared/geometry/point.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Mark, RegionAid } from '#shared/vision/visionContract.ts';

/** A question to whoever looks at the pixels. Only the newest counts. */
export type AidQuestion =
  | { readonly aid: RegionAid; readonly marks: readonly Mark[]; readonly hovers: boolean }
  /** The ways along edges from each point to the next. */
  | { readonly aid: 'scissors'; readonly through: readonly Point[] }
  /** The closed outline, drawn again with all pixels of the picture. */
  | { readonly aid: 'closed'; readonly through: readonly Point[]; readonly paths: readonly (readonly number[])[] };

/** What came of a question. `sharp`: it will not get any better. `problem` is the code of a refusal. */
export interface AidAnswer {
  readonly heard: 'answer';
  readonly to: AidQuestion;
  readonly shape: Shape | null;
  readonly paths: readonly (readonly number[])[];
  readonly sharp: boolean;
  readonly problem: string | null;
}

/** `again`: what was asked would get another answer now. */
export type Heard = AidAnswer | { readonly heard: 'again' };
