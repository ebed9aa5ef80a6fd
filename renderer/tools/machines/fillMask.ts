import { enclosedAt } from '#shared/geometry/enclosed.ts';
import type { Point } from '#shared/geometry/point.ts';
import { uniteSpans } from '#shared/geometry/spans.ts';
import { maskOfSpans, spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import { go, stay, type Effect, type Look, type Tool } from '../tool.ts';
import { chosenMask, paintEffects } from './maskUses.ts';

export interface FillState {
  readonly at: 'idle';
}

const idle: FillState = { at: 'idle' };

/** One press fills what the selected mask encloses there. */
export const fillMask: Tool<FillState> = {
  id: 'draw.maskFill',
  start: idle,
  cursor: () => 'crosshair',
  draft: () => null,
  step: (_, event, look) => (event.type === 'press' ? go(idle, ...fill(event.at, look)) : stay(idle)),
};

function fill(at: Point, look: Look): readonly Effect[] {
  const track = chosenMask(look);
  const shape = track === null ? null : look.shapeOf(track);
  if (track === null || shape?.kind !== 'mask') return [{ do: 'refuse', code: 'edit/choose-mask' }];
  const spans = spansOfMask(shape);
  const inside = enclosedAt(spans, at);
  if (inside === null) return [{ do: 'refuse', code: 'edit/not-enclosed' }];
  return paintEffects({ track, shape: maskOfSpans(uniteSpans(spans, inside)) }, look);
}
