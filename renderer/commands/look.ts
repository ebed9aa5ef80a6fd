import type { TrackId } from '#shared/model/ids.ts';
import type { OpenTask, Workbench } from './workbench.ts';

/** Small questions that many commands ask of the workbench. */
export function openTask({ work, screen }: Workbench): OpenTask | null {
  return screen.getState().page === 'work' ? work.getState().open : null;
}

/** A task is open, this window may write it, and what was done before is safe. */
export function editable(bench: Workbench): boolean {
  const open = openTask(bench);
  return open !== null && !open.readOnly && bench.work.getState().status?.saved !== 'not-saved';
}

export function chosen(bench: Workbench): readonly TrackId[] {
  const open = openTask(bench);
  if (open === null) return [];
  return [...bench.session.getState().selection].filter((id) => open.editor.document.track(id) !== undefined);
}

/** Size of a picture in pixels, as far as it is known. */
export function pictureSize(item: { readonly width: number | null; readonly height: number | null } | null): { readonly width: number; readonly height: number } | null {
  return item === null || item.width === null || item.height === null ? null : { width: item.width, height: item.height };
}
