import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { edit, isRefusal, type EditContext, type Refusal } from './edit.ts';
import { reshape } from './reshape.ts';

export interface ReshapeTogetherArgs {
  readonly frame: number;
  readonly shapes: readonly { readonly track: TrackId; readonly shape: Shape }[];
}

/** Several things get other shapes of their kinds on one frame, all or none: neighbours whose common border changes. */
export const reshapeTogether = edit<ReshapeTogetherArgs>('track.reshapeTogether', reshapeAll);

/** The same when an eraser went over their vertices. */
export const eraseVertices = edit<ReshapeTogetherArgs>('track.eraseVertices', reshapeAll);

function reshapeAll(document: ReadDocument, { frame, shapes }: ReshapeTogetherArgs, context: EditContext): readonly Op[] | Refusal {
  const ops: Op[] = [];
  for (const { track, shape } of shapes) {
    const own = reshape.run(document, { track, frame, shape }, context);
    if (isRefusal(own)) return own;
    ops.push(...own);
  }
  return ops;
}
