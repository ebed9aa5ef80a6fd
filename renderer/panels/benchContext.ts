import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { must } from '#shared/base/must.ts';
import type { Work, Workbench } from '../commands/workbench.ts';
import type { Screen } from '../session/screenStore.ts';
import type { Seeing } from '../session/seeingStore.ts';
import type { Session } from '../session/sessionStore.ts';

const BenchContext = createContext<Workbench | null>(null);

/** Hands the workbench to all panels; `app/` provides it. */
export const BenchProvider = BenchContext.Provider;

export function useBench(): Workbench {
  return must(useContext(BenchContext), 'a panel stands inside the shell');
}

/** Panels read through these and act through commands and deeds. Pick one field: a picked object is new every time. */
export function useWork<T>(pick: (work: Work) => T): T {
  return useStore(useBench().work, pick);
}

export function useScreen<T>(pick: (screen: Screen) => T): T {
  return useStore(useBench().screen, pick);
}

export function useSession<T>(pick: (session: Session) => T): T {
  return useStore(useBench().session, pick);
}

export function useSeeing<T>(pick: (seeing: Seeing) => T): T {
  return useStore(useBench().seeing, pick);
}
