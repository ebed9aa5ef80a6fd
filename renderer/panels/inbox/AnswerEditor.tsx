import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { answerFlags } from '#shared/edits/answerFlags.ts';
import type { Answer, Flag } from '#shared/model/records.ts';
import { formatNumber } from '../../i18n/format.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';
import { releasedBy } from './inboxRows.ts';
import type { Decided } from './useDecisions.ts';

const EFFECTS: readonly Answer['effect'][] = ['clarify', 'change_rule', 'change_ontology', 'exclude_data', 'fix_prelabel_source', 'tool_bug', 'unanswerable'];
const LONGEST_RULE = 300;

/** One rule for one or many flags, and what it sets free. */
export function AnswerEditor({ decided, onAnswered }: { readonly decided: Decided; readonly onAnswered: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [rule, setRule] = useState('');
  const [explanation, setExplanation] = useState('');
  const [effect, setEffect] = useState<Answer['effect']>('clarify');
  const chosen = [...decided.whole, ...decided.part];
  const released = useReleased(chosen);
  const answer = (): void => {
    if (rule.trim() === '' || chosen.length === 0) return;
    const flags = chosen.map(({ id, task }) => ({ flag: id, task }));
    const idsOf = (some: readonly Flag[]): Flag['id'][] => some.map(({ id }) => id);
    if (!bench.deeds.commit(answerFlags, { flags, partly: idsOf(decided.part), apart: idsOf(decided.not), rule, explanation, effect })) return;
    toast(bench.screen, 'good', say({ key: 'inbox.answered', params: { count: released, shown: formatNumber(released) } }));
    onAnswered();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) answer();
  };
  return (
    <form className="inbox-answer" aria-label={t('inbox.answer')} onSubmit={(event) => { event.preventDefault(); answer(); }}>
      <h2>{t('inbox.answer')}</h2>
      <Field name={t('inbox.rule')}>{(own) => <textarea {...own} onKeyDown={onKeyDown} className="input" rows={3} maxLength={LONGEST_RULE} value={rule} placeholder={t('inbox.rule.example')} onChange={(event) => setRule(event.target.value)} />}</Field>
      <span className="small muted number">{t('inbox.rule.left', { left: formatNumber(LONGEST_RULE - rule.length) })}</span>
      <Field name={t('inbox.explanation')}>{(own) => <textarea {...own} onKeyDown={onKeyDown} className="input" rows={6} maxLength={16384} value={explanation} onChange={(event) => setExplanation(event.target.value)} />}</Field>
      <Field name={t('inbox.effect')}>{(own) => <select {...own} onKeyDown={onKeyDown} className="input" value={effect} onChange={(event) => setEffect(EFFECTS.find((one) => one === event.target.value) ?? 'clarify')}>{EFFECTS.map((one) => <option key={one} value={one}>{t(`effect.${one}`)}</option>)}</select>}</Field>
      <p className="inbox-reach" role="status">{t('inbox.reach', { count: chosen.length, shown: formatNumber(chosen.length) })} {t('inbox.releases', { count: released, shown: formatNumber(released) })}{decided.not.length === 0 ? null : <> {t('inbox.stays', { count: decided.not.length, shown: formatNumber(decided.not.length) })}</>}</p>
      <Button type="submit" look="primary" icon="send" disabled={rule.trim() === '' || chosen.length === 0}>{t('inbox.send')}<Kbd keys="$mod+Enter" /></Button>
    </form>
  );
}

function useReleased(chosen: readonly Flag[]): number {
  const document = useProjectDocument();
  return releasedBy(chosen, document === null ? [] : document.all('task'));
}
