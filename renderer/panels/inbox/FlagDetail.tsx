import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRecord, Flag } from '#shared/model/records.ts';
import type { FlagRow } from '../../commands/workbench.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { BlobImage } from '../BlobImage.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { valueText } from '../attention/valueText.ts';

/** Everything that was frozen when the flag was raised: the crop with and without what was drawn, the words, and the records. */
export function FlagDetail({ row }: { readonly row: FlagRow }) {
  const { t } = useTranslation();
  const bench = useBench();
  const { flag, item, answer } = row;
  return (
    <ScrollRegion className="inbox-detail" name={t('inbox.detail')}>
      <Crops flag={flag} />
      {flag.strip.length === 0 ? null : <Strip flag={flag} />}
      <div className="row wrap">
        <span className="badge accent">{t(`flagKind.${flag.kind}`)}</span>
        {flag.tags.map((tag) => <span key={tag} className="badge">{tag}</span>)}
        <span className="badge">{t(`disposition.${flag.disposition}`)}</span>
      </div>
      {flag.text === '' ? null : <p className="inbox-text">{flag.text}</p>}
      {flag.uploads.length === 0 ? null : <div className="inbox-uploads">{flag.uploads.map((sha256, at) => <BlobImage key={sha256} sha256={sha256} alt={t('flag.upload', { number: at + 1 })} />)}</div>}
      {answer === null ? null : <p className="notice warn">{t('inbox.before', { rule: answer.rule, reason: flag.verdictReason ?? '' })}</p>}
      <dl className="facts">
        <div><dt>{t('inbox.item')}</dt><dd className="cut">{item?.name ?? t('inbox.item.away')}</dd></div>
        {flag.anchor.frame === 0 && flag.anchor.until === undefined ? null : <div><dt>{t('inbox.frame')}</dt><dd className="number">{flag.anchor.until === undefined ? flag.anchor.frame : t('chapter.range', { from: flag.anchor.frame, to: flag.anchor.until })}</dd></div>}
        <div><dt>{t('inbox.region')}</dt><dd className="number">{flag.anchor.region?.map((value) => Math.round(value)).join(', ') ?? '–'}</dd></div>
        <div><dt>{t('inbox.when')}</dt><dd>{formatTime(flag.submittedAt)}</dd></div>
      </dl>
      <Frozen records={flag.frozen} />
      {item === null ? null : <div><Button icon="image" onClick={() => void bench.deeds.showFlag(row)}>{t('inbox.show')}</Button></div>}
    </ScrollRegion>
  );
}

function Crops({ flag }: { readonly flag: Flag }) {
  const { t } = useTranslation();
  const [overlay, setOverlay] = useState(true);
  const shown = overlay ? flag.crop : flag.cleanCrop;
  return (
    <figure className="inbox-crop">
      {shown === null ? <span className="muted">{t('inbox.noCrop')}</span> : <BlobImage key={shown} sha256={shown} alt={t('flag.crop')} />}
      <figcaption className="segmented" role="group" aria-label={t('inbox.overlay')}>
        <button type="button" aria-pressed={overlay} onClick={() => setOverlay(true)}>{t('inbox.drawn')}</button>
        <button type="button" aria-pressed={!overlay} onClick={() => setOverlay(false)}>{t('inbox.clean')}</button>
      </figcaption>
    </figure>
  );
}

/** What came before the frame and after it. */
function Strip({ flag: { strip, anchor } }: { readonly flag: Flag }) {
  const { t } = useTranslation();
  return (
    <ul className="inbox-strip" aria-label={t('inbox.strip')}>
      {strip.map(({ frame, sha256 }) => (
        <li key={frame} aria-current={frame === anchor.frame ? 'true' : undefined}>
          <BlobImage sha256={sha256} alt={t('inbox.strip.frame', { frame })} />
          <span className="small number">{frame}</span>
        </li>
      ))}
    </ul>
  );
}

function Frozen({ records }: { readonly records: readonly DocumentRecord[] }) {
  const { t } = useTranslation();
  const labels = useWork((work) => work.labels);
  const nameOf = (id: string): string | null => labels.find((label) => label.id === id)?.name ?? null;
  const rows = records.flatMap((record) => Object.entries(record).filter(([key, value]) => !HIDDEN.has(key) && value !== false).map(([key, value]) => ({ id: `${record.id} ${key}`, type: record.type, key, value: valueText(value, nameOf) })));
  if (rows.length === 0) return <p className="small muted">{t('inbox.frozen.none')}</p>;
  return (
    <table className="report">
      <caption className="report-caption">{t('inbox.frozen')}</caption>
      <thead><tr><th scope="col">{t('inbox.frozen.of')}</th><th scope="col">{t('inbox.frozen.field')}</th><th scope="col">{t('inbox.frozen.value')}</th></tr></thead>
      <tbody>{rows.map((row) => <tr key={row.id}><td>{t(`record.${row.type}`)}</td><td>{t(`field.${row.key}`, { defaultValue: row.key.replace(/^a:/, '') })}</td><td className="report-examples">{row.value}</td></tr>)}</tbody>
    </table>
  );
}

/** Ids, and how its author handles a thing rather than what it is. Marks that are not set say nothing either. */
const HIDDEN = new Set(['id', 'type', 'track', 'z', 'extent', 'frame', 'locked', 'pinned']);
