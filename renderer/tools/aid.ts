import type { Point } from '#shared/geometry/point.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Proposer } from '#shared/model/records.ts';
import type { ClickPrompt } from '#shared/vision/models/clickPrompt.ts';
import type { Mark, RegionAid } from '#shared/vision/visionContract.ts';

/** A question to whoever looks at the pixels. Only the newest counts. */
export type AidQuestion =
  | { readonly aid: RegionAid; readonly marks: readonly Mark[]; readonly hovers: boolean }
  /** What a click model makes of what was said; `pick` counts its candidates on, surest first. */
  | { readonly aid: 'click'; readonly prompt: ClickPrompt; readonly pick: number }
  /** The ways along edges from each point to the next. */
  | { readonly aid: 'scissors'; readonly through: readonly Point[] }
  /** The closed outline, drawn again with all pixels of the picture. */
  | { readonly aid: 'closed'; readonly through: readonly Point[]; readonly paths: readonly (readonly number[])[] };

/** The questions that are answered from pixels alone, without a model. */
export type PixelQuestion = Exclude<AidQuestion, { readonly aid: 'click' }>;

/** What came of a question. `sharp`: it will not get any better. `problem` is the code of a refusal. */
export interface AidAnswer {
  readonly heard: 'answer';
  readonly to: AidQuestion;
  readonly shape: Shape | null;
  readonly paths: readonly (readonly number[])[];
  readonly sharp: boolean;
  readonly problem: string | null;
  /** Who proposes, for the record; null with a problem. */
  readonly from: Proposer | null;
  readonly score: number | null;
}

/** `again`: what was asked would get another answer now. `other`: the person wants to see another candidate. */
export type Heard = AidAnswer | { readonly heard: 'again' | 'other' };
