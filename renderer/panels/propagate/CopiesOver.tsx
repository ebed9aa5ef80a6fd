import type { Copied } from '#shared/edits/pasteTracks.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import { useWork } from '../benchContext.ts';

/** Copies as outlines over a picture of a size, in the picture's own coordinates. */
export function CopiesOver({ copies, width, height }: { readonly copies: readonly Copied[]; readonly width: number; readonly height: number }) {
  const labels = useWork((work) => work.labels);
  const line = Math.max(width, height) / 110;
  return (
    <svg className="propagate-over" viewBox={`0 0 ${width} ${height}`} aria-hidden focusable={false}>
      {copies.map(({ track, shape }) => {
        const color = labels.find(({ id }) => id === track.label)?.color ?? 'currentColor';
        return <path key={track.id} d={kindOf(shape).strokes(shape).map(({ form, coords }) => pathOf(coords, form === 'ring')).join('')} fill={color} fillOpacity={0.2} stroke={color} strokeWidth={line} fillRule="evenodd" />;
      })}
    </svg>
  );
}

function pathOf(coords: readonly number[], closed: boolean): string {
  let path = '';
  for (let at = 0; at + 1 < coords.length; at += 2) path += `${at === 0 ? 'M' : 'L'}${coords[at] ?? 0} ${coords[at + 1] ?? 0}`;
  return closed ? `${path}Z` : path;
}
