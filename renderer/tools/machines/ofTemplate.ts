import { refused, type Refusal } from '#shared/edits/edit.ts';
import { labelOf } from '#shared/edits/labelRules.ts';
import { box } from '#shared/model/kinds/box.ts';
import { skeletonWithin } from '#shared/model/kinds/skeleton.ts';
import type { Look } from '../tool.ts';
import type { Stretch } from './dragCreate.ts';

/** The skeleton of the label in hand, stretched over the dragged box. */
export function ofTemplate({ document, label }: Look): Stretch | Refusal {
  const template = labelOf(document, label)?.skeleton ?? null;
  if (template === null) return refused('edit/no-template');
  return {
    from(points, keys) {
      const around = box.fromPoints(points, keys);
      return around === null ? null : skeletonWithin(template, [around.x, around.y], [around.x + around.width, around.y + around.height]);
    },
  };
}
