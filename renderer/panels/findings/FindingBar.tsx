import { useTranslation } from 'react-i18next';
import { currentFinding, findingsInHand, judge, stepFinding } from '../../commands/lookAtFindings.ts';
import { editable } from '../../commands/look.ts';
import type { Finding, FindingVerdict } from '#shared/model/records.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useKeyOf } from '../useKeymap.ts';
import '../proposals/proposals.css';

const VERDICTS = [{ id: 'finding.fixed', said: 'fixed' }, { id: 'finding.fine', said: 'fine' }, { id: 'finding.gap', said: 'guideline_gap' }, { id: 'finding.wrong', said: 'check_wrong' }] as const;

/** The finding being looked at, and what can be said to it. It stands where the bars of proposals stand. */
export function FindingBar() {
  const { t } = useTranslation();
  const bench = useBench();
  useDocument();
  useSession((session) => session.finding);
  const [previous, next] = [useKeyOf('finding.previous'), useKeyOf('finding.next')];
  const finding = currentFinding(bench);
  if (finding === null) return null;
  const all = findingsInHand(bench);
  const at = all.findIndex(({ id }) => id === finding.id);
  return (
    <section className="proposal-bar" aria-label={t('findings.bar')}>
      <IconButton icon="back" small name={t('command.finding.previous')} hint={previous} onClick={() => stepFinding(bench, -1)} />
      <span className="small muted number">{t('findings.place', { at: at + 1, of: all.length })}</span>
      <IconButton icon="forward" small name={t('command.finding.next')} hint={next} onClick={() => stepFinding(bench, 1)} />
      <strong className="cut" title={finding.text}>{finding.text === '' ? t('findings.noWords') : finding.text}</strong>
      {editable(bench) ? <Verdicts finding={finding} /> : null}
      <IconButton icon="close" small name={t('findings.leave')} onClick={() => bench.session.setState({ finding: null })} />
    </section>
  );
}

function Verdicts({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const bench = useBench();
  if (finding.verdict !== null) return <button type="button" className="button" onClick={() => judge(bench, finding, null)}>{t('command.finding.reopen')}</button>;
  return VERDICTS.map(({ id, said }) => <Verdict key={id} id={id} said={said} finding={finding} />);
}

function Verdict({ id, said, finding }: { readonly id: string; readonly said: FindingVerdict['said']; readonly finding: Finding }) {
  const { t } = useTranslation();
  const bench = useBench();
  const key = useKeyOf(id);
  return <button type="button" className="button" onClick={() => judge(bench, finding, said)} {...(key === null ? {} : { 'aria-keyshortcuts': key })}>{t(`command.${id}`)} {key === null ? null : <Kbd keys={key} />}</button>;
}
