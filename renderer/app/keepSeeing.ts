import * as z from 'zod';
import type { Workbench } from '../commands/workbench.ts';
import { CHANNELS, CROSSES, PLAIN_ADJUST, PLAIN_OVERLAY, PLAIN_SEEING, SMOOTHINGS, type ColorBy, type Seeing } from '../session/seeingStore.ts';

const between = (low: number, high: number, plain: number): z.ZodType<number> => z.number().min(low).max(high).catch(plain);
const colorBy = z.string().max(60).transform((text): ColorBy => (text === 'instance' || text === 'group' ? text : text.startsWith('attribute:') ? `attribute:${text.slice('attribute:'.length)}` : 'label'));

/** What is kept is believed value by value: a value that is none is the plain one. */
const seeing = z.object({
  adjust: z.object({
    brightness: between(-100, 100, 0), contrast: between(-100, 100, 0), gamma: between(0.2, 5, 1), channel: z.enum(CHANNELS).catch('all'),
    window: z.object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) }).nullable().catch(null), invert: z.boolean().catch(false), even: z.boolean().catch(false),
  }).catch(PLAIN_ADJUST),
  smoothing: z.enum(SMOOTHINGS).catch('auto'),
  cross: z.enum(CROSSES).catch('drawing'),
  map: z.boolean().catch(false),
  overlay: z.object({ opacity: between(0, 1, 1), fill: between(0, 1, PLAIN_OVERLAY.fill), outline: between(0, 6, PLAIN_OVERLAY.outline), colorBy: colorBy.catch('label') }).catch(PLAIN_OVERLAY),
});
const kept = z.record(z.string(), seeing).catch({});

const REST_MS = 500;
/** Projects looked at longest ago are forgotten first. */
const MOST_PROJECTS = 100;

/** Keeps how each project is looked at, in the settings of this computer. */
export function keepSeeing({ host, work, seeing: store, session, after }: Pick<Workbench, 'host' | 'work' | 'seeing' | 'session' | 'after'>): void {
  let all: Readonly<Record<string, Seeing>> = {};
  let shown: string | null = null;
  let ready = false;
  /** What is still to be written, and how to call off its timer. */
  let waiting: { readonly write: () => void; readonly stop: () => void } | null = null;
  // Looking differently next time is no loss that anybody has to hear of, so a failure stays quiet.
  const read = host.app.readSettings({}).then((settings) => (all = kept.parse(settings['seeing'] ?? {})), () => undefined);
  const save = (project: string, now: Seeing): void => {
    waiting = null;
    all = Object.fromEntries([...Object.entries(all).filter(([id]) => id !== project).slice(-MOST_PROJECTS), [project, now]]);
    void host.app.writeSettings({ set: { seeing: all } }).catch(() => undefined);
  };
  work.subscribe(({ project }) => {
    const id = project?.id ?? null;
    if (id === shown) return;
    waiting?.stop();
    waiting?.write();
    [shown, ready] = [id, false];
    session.setState(({ view }) => ({ view: { ...view, turn: 0 } }));
    store.setState(PLAIN_SEEING, true);
    void read.then(() => {
      if (id === null || shown !== id) return;
      store.setState(all[id] ?? PLAIN_SEEING, true);
      ready = true;
    });
  });
  store.subscribe((now) => {
    const project = shown;
    if (project === null || !ready) return;
    waiting?.stop();
    const write = (): void => save(project, now);
    waiting = { write, stop: after(REST_MS, write) };
  });
}
