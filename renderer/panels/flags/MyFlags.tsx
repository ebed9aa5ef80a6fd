import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagRow } from '../../commands/workbench.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { keyLabel } from '../../ui/keyLabel.ts';
import { Empty } from '../../ui/Empty.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useKeyOf } from '../useKeymap.ts';
import { useBench, useWork } from '../benchContext.ts';
import { BlobImage } from '../BlobImage.tsx';
import { parseFlagDraft } from './flagDraft.ts';
import { flagState, type FlagState } from './flagState.ts';
import './flags.css';

const TONE: Readonly<Record<FlagState, string>> = { here: '', queued: 'warn', synced: '', answered: 'accent', clear: 'good', unhelpful: 'bad' };

/** My entries of the Calibration Log, newest first. */
export function MyFlags() {
  const { t } = useTranslation();
  const key = useKeyOf('flag.raise') ?? '';
  const bench = useBench();
  const all = useWork((work) => work.flags);
  const me = useWork((work) => work.me);
  const task = useWork((work) => work.open?.task ?? null);
  const mine = useMemo(() => all.filter(({ flag }) => flag.author === me), [all, me]);
  const current = mine.findIndex(({ flag }) => flag.task === task);
  return (
    <div className="side-panel">
      <div className="panel-head"><span className="grow small muted">{t('flags.count', { count: mine.length })}</span></div>
      <KeptDraft />
      {mine.length === 0 ? <Empty icon="flag" title={t('flags.none')}>{t('flags.none.about', { key: keyLabel(key) })}</Empty> : (
        <VirtualList name={t('flags.name')} items={mine} rowHeight={72} keyOf={({ flag }) => flag.id} current={current} selected={({ flag }) => flag.task === task} onMove={(at) => {
          const row = mine[at];
          if (row !== undefined) void bench.deeds.showFlag(row);
        }}>
          {(row) => <MyFlag row={row} />}
        </VirtualList>
      )}
    </div>
  );
}

function MyFlag({ row }: { readonly row: FlagRow }) {
  const { t } = useTranslation();
  const status = useWork((work) => work.status);
  const { flag, item } = row;
  const state = flagState(row, status);
  const about = [...flag.tags, flag.text].filter((part) => part !== '').join(' · ');
  return (
    <div className="flag-row">
      <span className="thumb">{flag.crop === null ? null : <BlobImage sha256={flag.crop} alt="" />}</span>
      <div className="grow">
        <div className="cut task-name">{about === '' ? t(`flagKind.${flag.kind}`) : about}</div>
        <div className="cut small muted">{item?.media === 'clip' ? t('flags.onFrame', { name: item.name, frame: flag.anchor.frame }) : (item?.name ?? '')}</div>
        <div className="row">
          <span className={`badge ${TONE[state]}`}>{t(`flagState.${state}`)}</span>
          <span className="small muted cut">{formatTime(flag.submittedAt)}</span>
        </div>
      </div>
    </div>
  );
}

/** A flag begun on the open task and not sent. */
function KeptDraft() {
  const { t } = useTranslation();
  const bench = useBench();
  const draft = parseFlagDraft(useWork((work) => work.open?.keptDraft));
  const panel = useWork((work) => work.panel);
  if (draft === null || panel !== null) return null;
  return (
    <div className="flag-kept">
      <span className="grow cut small">{t('flags.draft', { text: [...draft.tags, draft.text].join(' ') })}</span>
      <Button onClick={() => bench.deeds.openFlagPanel()}>{t('flags.draft.open')}</Button>
    </div>
  );
}
