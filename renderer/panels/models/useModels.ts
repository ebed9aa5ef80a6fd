import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Models } from '../../models/modelsStore.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { useBench } from '../benchContext.ts';

/** The models of this computer; whoever looks first has them read. */
export function useModels<T>(pick: (models: Models) => T): T {
  const bench = useBench();
  useEffect(() => {
    void bench.models.load().catch((error: unknown) => toast(bench.screen, 'warn', say(messageOf(error))));
  }, [bench]);
  return useStore(bench.models.store, pick);
}
