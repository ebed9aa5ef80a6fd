import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

interface VirtualListProps<T> {
  readonly name: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string;
  /** Index of the row in hand, or -1. It is kept in view. */
  readonly current: number;
  readonly selected: (item: T) => boolean;
  /** Takes the keyboard when it appears. */
  readonly takesFocus?: boolean;
  /** `how`: with Shift the rows on the way are meant as well, with Ctrl only the place moves. */
  readonly onMove: (index: number, how: { readonly shift: boolean; readonly ctrl: boolean }) => void;
  /** A click on a row; without it, the row comes into the hand. */
  readonly onPick?: (item: T, index: number, event: MouseEvent) => void;
  readonly onDoubleClick?: (item: T) => void;
  readonly onKey?: (event: KeyboardEvent, item: T) => void;
  readonly children: (item: T, index: number) => ReactNode;
}

const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, count) => Math.min(count - 1, at + 10),
  PageUp: (at) => Math.max(0, at - 10),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** A list of any length: only what is in view exists. Arrow keys move the row in hand. A one-column grid, because rows hold buttons. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, rowHeight, current, keyOf } = props;
  const own = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6, getItemKey: (at) => keyAt(items, keyOf, at) });
  useEffect(() => {
    if (current >= 0) rows.scrollToIndex(current, { align: 'auto' });
  }, [current, rows]);
  useEffect(() => {
    if (props.takesFocus === true) scroller.current?.focus();
  }, [props.takesFocus]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const item = items[current];
    const move = MOVES[event.key];
    if (move !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      if (items.length > 0) props.onMove(move(current, items.length), { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });
    } else if (item !== undefined) props.onKey?.(event, item);
  };
  const onClick = (event: MouseEvent): void => {
    const at = rowAt(event);
    const item = items[at];
    if (item === undefined) return;
    if (props.onPick === undefined) props.onMove(at, { shift: false, ctrl: false });
    else props.onPick(item, at, event);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const item = items[rowAt(event)];
    if (item !== undefined) props.onDoubleClick?.(item);
  };
  return (
    <div ref={scroller} className="virtual" role="grid" aria-label={props.name} aria-rowcount={items.length} tabIndex={0} onKeyDown={onKeyDown} onClick={onClick} onDoubleClick={onDoubleClick} aria-activedescendant={current >= 0 ? `${own}${current}` : undefined}>
      <div role="rowgroup" className="virtual-room" style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div key={key} id={`${own}${index}`} role="row" aria-selected={props.selected(item)} aria-rowindex={index + 1} className={index === current ? 'virtual-row current' : 'virtual-row'} style={{ blockSize: rowHeight, transform: `translateY(${start}px)` }}>
              <div role="gridcell" className="virtual-cell">{props.children(item, index)}</div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row under a click, unless it was on a button or box that has its own. */
function rowAt({ target }: MouseEvent): number {
  if (!(target instanceof Element) || target.closest('button, input, label, a') !== null) return -1;
  return Number(target.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 0) - 1;
}

function keyAt<T>(items: readonly T[], keyOf: (item: T) => string, at: number): string {
  const item = items[at];
  return item === undefined ? String(at) : keyOf(item);
}
