import { useEffect } from 'react';
import { goToFirst } from '../../commands/goToFirst.ts';
import { regionOf } from '../../commands/object.commands.ts';
import { useBench } from '../benchContext.ts';

/** While it is on, the view goes with what is chosen: one thing is looked at along its whole life. */
export function useFollow(): void {
  const bench = useBench();
  useEffect(() => bench.session.subscribe((now, before) => {
    if (!now.follow || now.selection.size === 0 || (now.frame === before.frame && now.selection === before.selection && now.follow === before.follow)) return;
    const region = regionOf(bench, [...now.selection]);
    if (region !== null) bench.work.getState().stage?.show(region);
    // Another thing that is not seen here is followed from where it first appears.
    else if (now.selection !== before.selection) for (const track of [...now.selection].slice(0, 1)) goToFirst(bench, track);
  }), [bench]);
}
