import { useTranslation } from 'react-i18next';
import { removeFinding } from '#shared/edits/findings.ts';
import type { Finding } from '#shared/model/records.ts';
import { editable } from '../../commands/look.ts';
import { findingsInHand, lookAtFinding } from '../../commands/lookAtFindings.ts';
import { Empty } from '../../ui/Empty.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { namesOf } from './findingWords.ts';
import '../flags/flags.css';

const ROW = 48;

/** What was found on this task, by time, with what was said to it. */
export function Findings() {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useDocument();
  const current = useSession((session) => session.finding);
  const me = useWork((work) => work.me);
  const all = findingsInHand(bench);
  const open = all.filter(({ verdict }) => verdict === null).length;
  return (
    <div className="side-panel">
      <div className="panel-head"><span className="grow small muted">{t('findings.count', { count: all.length, open })}</span></div>
      {all.length === 0 || document === null ? <Empty icon="list" title={t('findings.none')}>{t('findings.none.about')}</Empty> : (
        <VirtualList
          name={t('findings.name')} items={all} rowHeight={ROW} keyOf={({ id }) => id} current={all.findIndex(({ id }) => id === current)} selected={({ id }) => id === current}
          onMove={(at) => lookAtFinding(bench, all[at] ?? null)}
          onKey={(event, finding) => {
            if (event.key !== 'Delete' || !editable(bench) || finding.author !== me) return;
            event.preventDefault();
            event.stopPropagation();
            bench.deeds.commit(removeFinding, { finding: finding.id });
          }}
        >
          {(finding) => <Row finding={finding} names={namesOf(finding, document, bench.work.getState().labels)} />}
        </VirtualList>
      )}
    </div>
  );
}

function Row({ finding, names }: { readonly finding: Finding; readonly names: readonly string[] }) {
  const { t } = useTranslation();
  const { text, verdict, anchor } = finding;
  return (
    <div className="flag-row">
      <div className="grow">
        <div className="cut task-name">{text === '' ? t('findings.noWords') : text}</div>
        <div className="row">
          <span className="cut small muted grow">{t('findings.where', { frame: anchor.frame, names: names.join(', ') })}</span>
          {verdict === null ? null : <span className="badge">{t(`findingVerdict.${verdict.said}`)}</span>}
        </div>
      </div>
    </div>
  );
}
