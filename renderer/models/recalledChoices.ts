import * as z from 'zod';
import type { LabelId } from '#shared/model/ids.ts';
import type { ModelFacts } from './modelsContract.ts';
import { NO_MODELS, type ChosenModels } from './modelsStore.ts';

const hash = z.string().nullable().catch(null);
const chosen = z.object({ encoder: hash, decoder: hash, detector: hash }).catch(NO_MODELS.chosen);
const words = z.record(z.string(), z.string().nullable()).catch({});

/** What was chosen last time, as far as it is still there. */
export function recalledChoices(rows: readonly { readonly k: string; readonly value: unknown }[], kept: readonly ModelFacts[]): { readonly chosen: ChosenModels; readonly words: Readonly<Record<string, LabelId | null>> } {
  const of = (key: string): unknown => rows.find(({ k }) => k === key)?.value;
  const known = (own: string | null): string | null => (kept.some((one) => one.hash === own) ? own : null);
  const own = chosen.parse(of('chosen') ?? {});
  return { chosen: { encoder: known(own.encoder), decoder: known(own.decoder), detector: known(own.detector) }, words: words.parse(of('words') ?? {}) as Readonly<Record<string, LabelId | null>> };
}
