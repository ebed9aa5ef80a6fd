import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PrivateRecord } from '#shared/model/privateRecords.ts';
import type { OwnDesk } from './ownDesk.ts';
import { must } from '#shared/base/must.ts';

const OwnContext = createContext<OwnDesk | null>(null);

/** Hands a person's own records to the few panels that show them to that person; it is not on the workbench, which everything sees. */
export const OwnProvider = OwnContext.Provider;

export function useOwn(): OwnDesk {
  return must(useContext(OwnContext), 'a panel stands inside the shell');
}

/** The person's own records in the open project; the panel reads them again after every change. */
export function useOwnRecords(): readonly PrivateRecord[] {
  const desk = useOwn();
  return useSyncExternalStore((listener) => desk.subscribe(listener), () => desk.records);
}
