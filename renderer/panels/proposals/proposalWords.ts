import type { LabelRecord, Proposal } from '#shared/model/records.ts';
import { formatNumber } from '../../i18n/format.ts';

/** What a proposal says it is, and how sure it is: “car 0.83”, or the model's own word where the project has none. */
export function proposalWords({ label, word, score }: Pick<Proposal, 'label' | 'word' | 'score'>, labels: readonly LabelRecord[]): string {
  const name = labels.find(({ id }) => id === label)?.name ?? word;
  return [name, ...(score === null ? [] : [formatNumber(score, 2)])].filter((part) => part !== '').join(' ');
}
