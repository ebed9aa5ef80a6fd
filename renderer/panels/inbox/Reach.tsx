import { useTranslation } from 'react-i18next';
import type { Flag } from '#shared/model/records.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { AnswerForm } from './useAnswerForm.ts';
import type { Decided } from './useDecisions.ts';
import { useReach } from './useReach.ts';

interface ReachProps {
  readonly form: AnswerForm;
  readonly chosen: readonly Flag[];
  readonly decided: Decided;
  readonly released: number;
}

/** What the answer is about to touch, told before it is given. */
export function Reach({ form, chosen, decided, released }: ReachProps) {
  const { t } = useTranslation();
  const reach = useReach(form.words.when, chosen);

  const parts = [
    t('inbox.reach', { count: chosen.length, shown: formatNumber(chosen.length) }),
    ...(reach.people > 1 ? [t('inbox.reach.people', { count: reach.people, shown: formatNumber(reach.people) })] : []),
    t('inbox.releases', { count: released, shown: formatNumber(released) }),
    ...(reach.provisional === 0 ? [] : [t('inbox.reach.provisional', { count: reach.provisional, shown: formatNumber(reach.provisional) })]),
    ...(decided.not.length === 0 ? [] : [t('inbox.stays', { count: decided.not.length, shown: formatNumber(decided.not.length) })]),
    ...(reach.reading ? [t('inbox.reach.reading')] : reach.things === 0 ? [] : [t('inbox.reach.finished', { count: reach.things, shown: formatNumber(reach.things), tasks: t('inbox.reach.tasks', { count: reach.tasks, shown: formatNumber(reach.tasks) }) })]),
  ];
  return <p className="inbox-reach" role="status">{parts.join(' ')}</p>;
}
