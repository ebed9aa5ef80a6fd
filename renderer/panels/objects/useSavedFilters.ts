import { useEffect, useState } from 'react';
import * as z from 'zod';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { useBench, useWork } from '../benchContext.ts';

const filter = z.object({ name: z.string().min(1).max(80), text: z.string().max(2000) });
export type SavedFilter = z.infer<typeof filter>;
const settings = z.object({ filters: z.record(z.string(), z.array(filter)).catch({}) });

/** Filters with a name, per project and on this computer only. A name given twice means the newer one. */
export function useSavedFilters(): { readonly filters: readonly SavedFilter[]; readonly save: (filter: SavedFilter) => void; readonly drop: (name: string) => void } {
  const bench = useBench();
  const project = useWork((work) => work.project?.id ?? '');
  const [all, setAll] = useState<Readonly<Record<string, readonly SavedFilter[]>>>({});
  useEffect(() => {
    let here = true;
    void bench.host.app.readSettings({}).then((read) => {
      if (here) setAll(settings.parse({ filters: {}, ...read }).filters);
    }, () => undefined);
    return () => {
      here = false;
    };
  }, [bench, project]);
  const filters = all[project] ?? [];
  const write = (next: readonly SavedFilter[]): void => {
    const filtersNow = { ...all, [project]: next };
    setAll(filtersNow);
    void bench.host.app.writeSettings({ set: { filters: filtersNow } }).catch((error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  };
  return {
    filters,
    save: (one) => write([...filters.filter(({ name }) => name !== one.name), one]),
    drop: (name) => write(filters.filter((one) => one.name !== name)),
  };
}
