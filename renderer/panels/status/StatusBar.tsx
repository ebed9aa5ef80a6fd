import { useTranslation } from 'react-i18next';
import type { WorkspaceStatus } from '#shared/bridge/workspaceContract.ts';
import { formatNumber, formatPercent, formatTime } from '../../i18n/format.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { isAdjusted } from '../../session/seeingStore.ts';
import { useBench, useScreen, useSeeing, useSession, useWork } from '../benchContext.ts';
import { placeText } from './placeText.ts';
import { ReviewSign } from './ReviewSign.tsx';
import { saveSign, type SaveSign } from './saveSign.ts';
import './status.css';

const SIGNS: Readonly<Record<SaveSign, { readonly icon: IconName; readonly tone: string }>> = {
  editing: { icon: 'active', tone: '' }, saving: { icon: 'busy', tone: '' }, saved: { icon: 'disk', tone: 'good' }, oneCopy: { icon: 'alert', tone: 'warn' },
  notSaved: { icon: 'ban', tone: 'bad' }, synced: { icon: 'cloud', tone: 'good' },
};

export function StatusBar() {
  const { t } = useTranslation();
  return (
    <footer className="status" aria-label={t('status.name')}>
      <Saved />
      <Sync />
      <Attention />
      <ReviewSign />
      <span className="grow" />
      <Picture />
    </footer>
  );
}

function Saved() {
  const { t } = useTranslation();
  const bench = useBench();
  const status = useWork((work) => work.status);
  const unsaved = useWork((work) => work.unsaved);
  const failed = useWork((work) => work.failed);
  const editing = useSession((session) => session.drafting);
  const sign = saveSign({ editing, unsaved, failed, status });
  const { icon, tone } = SIGNS[sign];
  const why = sign === 'oneCopy' || sign === 'notSaved' ? (status?.cause ?? t('save.noAnswer')) : t(`save.${sign}.about`);
  return (
    <div className={`save-sign ${tone}`} title={why}>
      <Icon name={icon} size={14} />
      <span role="status">{t(`save.${sign}`)}</span>
      {sign === 'notSaved' ? <button type="button" className="status-button" onClick={() => bench.screen.setState({ dialog: 'notSaved' })}>{t('save.elsewhere')}</button> : null}
      {sign === 'oneCopy' ? <span className="cut">{why}</span> : null}
    </div>
  );
}

function syncIcon(sync: WorkspaceStatus['sync']): IconName {
  if (sync === 'local') return 'disk';
  return sync === 'synced' || sync === 'syncing' || sync === 'waiting' ? 'cloud' : 'cloud-off';
}

function Sync() {
  const { t } = useTranslation();
  const bench = useBench();
  const status = useWork((work) => work.status);
  const account = useWork((work) => work.project?.account ?? null);
  const paused = useWork((work) => work.paused);
  if (status === null) return null;
  const sync = account === null ? 'local' : status.sync;
  const about = status.lastSync === null ? t('sync.never') : t('sync.last', { time: formatTime(status.lastSync) });
  return (
    <button type="button" className="status-button" title={about} onClick={() => bench.screen.setState({ dialog: 'server' })} disabled={!bench.can('server')}>
      <Icon name={paused ? 'pause' : syncIcon(sync)} size={14} />
      {t(paused && account !== null ? 'sync.paused' : `sync.${sync}`)}
      {account !== null && status.pending > 0 ? <span className="badge number">{t('sync.pending', { count: status.pending, shown: formatNumber(status.pending) })}</span> : null}
      {status.skew === null ? null : <span className="badge warn">{t('sync.skew', { minutes: formatNumber(Math.round(status.skew / 60000)) })}</span>}
    </button>
  );
}

function Attention() {
  const { t } = useTranslation();
  const bench = useBench();
  const count = useWork((work) => work.status?.attention ?? 0);
  if (count === 0) return null;
  return (
    <button type="button" className="status-button warn" onClick={() => bench.screen.setState({ dialog: 'attention' })}>
      <Icon name="merge" size={14} />{t('attention.count', { count, shown: formatNumber(count) })}
    </button>
  );
}

function Picture() {
  const { t } = useTranslation();
  const open = useWork((work) => work.open);
  if (open === null) return null;
  const { width, height, name } = open.item;
  return (
    <>
      {open.readOnly ? <span className="badge warn">{t('status.readOnly')}</span> : null}
      <Adjusted />
      <Readout />
      <span className="cut status-item" title={name}>{name}</span>
      {open.item.media === 'sequence' ? null : <Flat width={width} height={height} />}
    </>
  );
}

/** How large the picture is, and how it is looked at. */
function Flat({ width, height }: { readonly width: number | null; readonly height: number | null }) {
  const { t } = useTranslation();
  const scale = useSession((session) => session.view.scale);
  const turn = useSession((session) => session.view.turn);
  return (
    <>
      {width === null || height === null ? null : <span className="number">{t('status.size', { width: formatNumber(width), height: formatNumber(height) })}</span>}
      {turn === 0 ? null : <span className="number">{t('status.turned', { degrees: formatNumber(turn * 90) })}</span>}
      <span className="number status-zoom">{formatPercent(scale)}</span>
    </>
  );
}

/** The picture is not seen as it is in its file, and where to change that. */
function Adjusted() {
  const { t } = useTranslation();
  const bench = useBench();
  const adjusted = useSeeing((seeing) => isAdjusted(seeing.adjust));
  if (!adjusted) return null;
  return (
    <button type="button" className="status-button warn" title={t('seeing.adjusted.about')} onClick={() => bench.screen.setState({ seeing: true })}>
      <Icon name="sliders" size={14} />{t('seeing.adjusted')}
    </button>
  );
}

/** What is under the pointer: pixel, colour in the file, and place on the map. */
function Readout() {
  const { t } = useTranslation();
  const pointer = useScreen((screen) => screen.pointer);
  const pixel = useScreen((screen) => screen.pixel);
  const place = useScreen((screen) => screen.place);
  if (pointer === null) return null;
  const at = place === null ? null : placeText(place, pointer);
  return (
    <>
      {at === null || place === null ? null : <span className="number" title={t('status.place.about')}>{at}{place.epsg === null ? null : <span className="quiet"> {t('status.epsg', { code: place.epsg })}</span>}</span>}
      <span className="number status-pointer">{formatNumber(pointer[0])}, {formatNumber(pointer[1])}</span>
      {pixel === null ? null : <span className="number status-pixel"><span className="status-swatch" style={{ background: pixel }} />{pixel}</span>}
    </>
  );
}
