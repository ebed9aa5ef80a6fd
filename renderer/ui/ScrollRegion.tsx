import type { ReactNode } from 'react';

/** What scrolls must be reachable by the keyboard, although nothing in it can be chosen. */
const REACHABLE = { tabIndex: 0 };

export function ScrollRegion({ name, className, children }: { readonly name: string; readonly className: string; readonly children: ReactNode }) {
  return <section {...REACHABLE} className={className} aria-label={name}>{children}</section>;
}
