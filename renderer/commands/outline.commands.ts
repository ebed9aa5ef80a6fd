import { joinMasks } from '#shared/edits/joinMasks.ts';
import { joinPolygons, mendOutlines } from '#shared/edits/joinPolygons.ts';
import { simplifiedShapes, simplifyTracks } from '#shared/edits/simplifyTracks.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { crossingOf } from '#shared/model/kinds/flaws.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { isVertexShape } from '#shared/model/kinds/vertexPaths.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { thinningOf } from '../session/sessionStore.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** The steps of the tolerance, pixels of the picture. */
export const TOLERANCES = { least: 0, most: 30, step: 0.25 };
const FIRST_TOLERANCE_ON_SCREEN = 1.5;

/** Shapes of what is chosen on the frame in hand. */
function chosenShapes(bench: Workbench): readonly Shape[] {
  const document = openTask(bench)?.editor.document;
  const { frame } = bench.session.getState();
  return document === undefined ? [] : chosen(bench).flatMap((id) => shapeAt(document, id, frame) ?? []);
}

/** Shows what a tolerance would make of the selection. */
export function thin(bench: Workbench, tolerance: number): void {
  const document = openTask(bench)?.editor.document;
  const { selection, frame } = bench.session.getState();
  if (document === undefined) return;
  const shapes = new Map(simplifiedShapes(document, { tracks: [...selection], frame, tolerance }).map(({ track, shape }) => [track, shape]));
  bench.session.setState({ thinning: { of: selection, tolerance, shapes } });
}

/** Ends the preview; with `take` what it shows is kept. */
export function endThinning(bench: Workbench, take: boolean): void {
  const state = bench.session.getState();
  const thinning = thinningOf(state);
  bench.session.setState({ thinning: null });
  if (take && thinning !== null) bench.deeds.commit(simplifyTracks, { tracks: [...thinning.of], frame: state.frame, tolerance: thinning.tolerance });
  bench.work.getState().stage?.focus();
}

/** Masks join with masks, and polygons with polygons; the first one chosen stays. */
function joinable(bench: Workbench): { readonly kind: 'mask' | 'polygon'; readonly tracks: readonly TrackId[] } | null {
  const document = openTask(bench)?.editor.document;
  for (const kind of ['mask', 'polygon'] as const) {
    const tracks = chosen(bench).filter((id) => document?.track(id)?.kind === kind);
    if (tracks.length > 1) return { kind, tracks };
  }
  return null;
}

/** On the screen's scale, in whole steps. */
function firstTolerance(bench: Workbench): number {
  const { step, most } = TOLERANCES;
  const wanted = FIRST_TOLERANCE_ON_SCREEN / bench.session.getState().view.scale;
  return Math.min(most, Math.max(step, Math.round(wanted / step) * step));
}

/** What is done with outlines as a whole. */
export const outlineCommands: readonly Command<Workbench>[] = [
  {
    id: 'object.simplify', group: 'object', keys: ['Shift+i'], icon: 'simplify',
    enabled: (bench) => editable(bench) && chosenShapes(bench).some(isVertexShape),
    run: (bench) => (thinningOf(bench.session.getState()) === null ? thin(bench, firstTolerance(bench)) : endThinning(bench, false)),
  },
  {
    id: 'object.join', group: 'object', keys: ['j'], icon: 'unite',
    enabled: (bench) => editable(bench) && joinable(bench) !== null,
    run: (bench) => {
      const found = joinable(bench);
      if (found === null) return;
      const args = { tracks: found.tracks, frame: bench.session.getState().frame };
      const done = found.kind === 'mask' ? bench.deeds.commit(joinMasks, args) : bench.deeds.commit(joinPolygons, args);
      if (done) bench.session.setState({ selection: new Set(found.tracks.slice(0, 1)) });
    },
  },
  {
    id: 'object.mend', group: 'object', keys: ['Alt+Shift+j'], icon: 'wand',
    enabled: (bench) => editable(bench) && chosenShapes(bench).some((shape) => crossingOf(shape) !== null),
    run: (bench) => {
      const document = openTask(bench)?.editor.document;
      const { frame } = bench.session.getState();
      const tracks = chosen(bench).filter((id) => {
        const shape = document === undefined ? null : shapeAt(document, id, frame);
        return shape !== null && crossingOf(shape) !== null;
      });
      bench.deeds.commit(mendOutlines, { tracks, frame });
    },
  },
];
