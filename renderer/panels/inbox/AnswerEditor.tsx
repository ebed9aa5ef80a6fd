import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Flag } from '#shared/model/records.ts';
import { mayPublish } from '../../commands/rights.ts';
import { formatNumber } from '../../i18n/format.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useGuideline } from '../guideline/useGuideline.ts';
import { useProjectDocument } from '../useDocument.ts';
import { AppliesPart } from './AppliesPart.tsx';
import { ExamplePick } from './ExamplePick.tsx';
import { GuidelinePart } from './GuidelinePart.tsx';
import { releasedBy } from './inboxRows.ts';
import { Reach } from './Reach.tsx';
import { useAnswerForm, type AnswerForm } from './useAnswerForm.ts';
import type { Decided } from './useDecisions.ts';

const EFFECTS: readonly Answer['effect'][] = ['clarify', 'change_rule', 'change_ontology', 'exclude_data', 'fix_prelabel_source', 'tool_bug', 'unanswerable'];
const LONGEST_RULE = 300;

/** One rule for one or many flags, what it does to the guideline, and what it sets free. */
export function AnswerEditor({ decided, onAnswered }: { readonly decided: Decided; readonly onAnswered: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const guideline = useGuideline();
  const publishes = useWork((work) => mayPublish(work.project?.role ?? null));
  const form = useAnswerForm(guideline, publishes);
  const chosen = [...decided.whole, ...decided.part];
  const released = useReleased(chosen);
  const ready = form.ready && chosen.length > 0;
  const answer = (): void => {
    if (!ready || !form.answer(decided)) return;
    toast(bench.screen, 'good', say({ key: 'inbox.answered', params: { count: released, shown: formatNumber(released) } }));
    onAnswered();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) answer();
  };
  return (
    <form className="inbox-answer" aria-label={t('inbox.answer')} onSubmit={(event) => { event.preventDefault(); answer(); }}>
      <h2>{t('inbox.answer')}</h2>
      <Words form={form} onKeyDown={onKeyDown} />
      <GuidelinePart form={form} guideline={guideline} publishes={publishes} />
      <ExamplePick form={form} flags={chosen} />
      <AppliesPart form={form} />
      <Reach form={form} chosen={chosen} decided={decided} released={released} />
      <Button type="submit" look="primary" icon="send" disabled={!ready}>{t('inbox.send')}<Kbd keys="$mod+Enter" /></Button>
    </form>
  );
}

function Words({ form: { words, set }, onKeyDown }: { readonly form: AnswerForm; readonly onKeyDown: (event: KeyboardEvent) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Field name={t('inbox.rule')}>{(own) => <textarea {...own} onKeyDown={onKeyDown} className="input" rows={3} maxLength={LONGEST_RULE} dir="auto" value={words.rule} placeholder={t('inbox.rule.example')} onChange={(event) => set({ rule: event.target.value })} />}</Field>
      <span className="small muted number">{t('inbox.rule.left', { left: formatNumber(LONGEST_RULE - words.rule.length) })}</span>
      <Field name={t('inbox.explanation')}>{(own) => <textarea {...own} onKeyDown={onKeyDown} className="input" rows={4} maxLength={16384} dir="auto" value={words.explanation} onChange={(event) => set({ explanation: event.target.value })} />}</Field>
      <Field name={t('inbox.effect')}>{(own) => <select {...own} onKeyDown={onKeyDown} className="input" value={words.effect} onChange={(event) => set({ effect: EFFECTS.find((one) => one === event.target.value) ?? 'clarify' })}>{EFFECTS.map((one) => <option key={one} value={one}>{t(`effect.${one}`)}</option>)}</select>}</Field>
    </>
  );
}

function useReleased(chosen: readonly Flag[]): number {
  const document = useProjectDocument();
  return releasedBy(chosen, document === null ? [] : document.all('task'));
}
