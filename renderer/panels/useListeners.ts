import { useEffect, useRef, type RefObject } from 'react';

type Handlers = { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

/** Listens on a whole panel, which is nothing to press itself: keys and drops that belong to whatever is inside it. */
export function useListeners(target: RefObject<HTMLElement | null>, handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('keydown', (event) => latest.current.keydown?.(event), { signal });
    element.addEventListener('paste', (event) => latest.current.paste?.(event), { signal });
    element.addEventListener('drop', (event) => latest.current.drop?.(event), { signal });
    element.addEventListener('dragover', (event) => latest.current.dragover?.(event), { signal });
    return () => stop.abort();
  }, [target]);
}
