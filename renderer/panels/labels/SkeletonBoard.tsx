import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkeletonTemplate } from '#shared/model/ontology.ts';
import { joined, moved, withoutJoint } from './skeletonSteps.ts';

const NUDGE = 0.01;
const ARROWS = new Map<string, readonly [number, number]>([['ArrowLeft', [-NUDGE, 0]], ['ArrowRight', [NUDGE, 0]], ['ArrowUp', [0, -NUDGE]], ['ArrowDown', [0, NUDGE]]]);

interface BoardProps {
  readonly template: SkeletonTemplate | null;
  readonly picked: number;
  readonly color: string;
  readonly onPick: (at: number) => void;
  readonly onAdd: (x: number, y: number) => void;
  readonly onChange: (template: SkeletonTemplate | null) => void;
}

/** Where the joints lie within the box that will be dragged. Click an empty place for a new joint, Shift-click a joint to join it with the picked one. */
export function SkeletonBoard({ template, picked, color, onPick, onAdd, onChange }: BoardProps) {
  const { t } = useTranslation();
  const board = useRef<SVGSVGElement>(null);
  // What is being dragged is not yet a change.
  const [drag, setDrag] = useState<{ readonly at: number; readonly to: readonly [number, number] } | null>(null);
  const shown = template === null || drag === null ? template : moved(template, drag.at, drag.to);
  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const box = board.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
  };
  const take = (event: PointerEvent, at: number): void => {
    event.stopPropagation();
    if (template !== null && event.shiftKey && at !== picked) return onChange(joined(template, at, picked));
    onPick(at);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ at, to: placeOf(event) });
  };
  const release = (): void => {
    if (template !== null && drag !== null) onChange(moved(template, drag.at, drag.to));
    setDrag(null);
  };
  return (
    <svg ref={board} className="skeleton-board" viewBox="0 0 100 100" preserveAspectRatio="none" role="group" aria-label={t('skeleton.board')} onPointerDown={(event) => onAdd(...placeOf(event))}>
      {shown?.edges.map(([a, b]) => <line key={`${a} ${b}`} x1={(shown.joints[a]?.x ?? 0) * 100} y1={(shown.joints[a]?.y ?? 0) * 100} x2={(shown.joints[b]?.x ?? 0) * 100} y2={(shown.joints[b]?.y ?? 0) * 100} stroke={color} />)}
      {shown?.joints.map(({ name, x, y }, at) => (
        <circle key={name} cx={x * 100} cy={y * 100} r={at === picked ? 3 : 2.2} fill={color} className={at === picked ? 'picked' : ''} tabIndex={0} role="button" aria-label={name} aria-pressed={at === picked} onFocus={() => onPick(at)} onKeyDown={(event) => jointKey(event, { template, at, onChange })} onPointerDown={(event) => take(event, at)} onPointerMove={(event) => { if (drag !== null) setDrag({ at: drag.at, to: placeOf(event) }); }} onPointerUp={release}>
          <title>{name}</title>
        </circle>
      ))}
    </svg>
  );
}

function jointKey(event: KeyboardEvent, { template, at, onChange }: Pick<BoardProps, 'template' | 'onChange'> & { readonly at: number }): void {
  const joint = template?.joints[at];
  const by = ARROWS.get(event.key);
  if (template === null || joint === undefined) return;
  if (by !== undefined) onChange(moved(template, at, [joint.x + by[0], joint.y + by[1]]));
  else if (event.key === 'Delete') onChange(withoutJoint(template, at));
  else return;
  event.preventDefault();
  event.stopPropagation();
}
