import { useTranslation } from 'react-i18next';
import type { ReportLine } from '#shared/formats/report.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

import './report.css';

const SIGNS: Readonly<Record<ReportLine['fate'], IconName>> = { kept: 'check', approximated: 'alert', dropped: 'ban' };

/** What a conversion keeps, approximates and drops, with counts and first examples. Shown before anything is written or applied. */
export function ReportTable({ lines }: { readonly lines: readonly ReportLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className="muted">{t('report.empty')}</p>;
  return (
    <table className="report">
      <caption className="hidden-text">{t('report.title')}</caption>
      <thead><tr><th scope="col">{t('report.fate')}</th><th scope="col">{t('report.count')}</th><th scope="col">{t('report.what')}</th></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.fate} ${line.code}`} className={line.fate}>
            <td><span className="row report-fate"><Icon name={SIGNS[line.fate]} size={13} />{t(`report.${line.fate}`)}</span></td>
            <td className="number">{formatNumber(line.count)}</td>
            <td>
              {t(`report.code.${line.code}`, { defaultValue: line.sentence })}
              {line.examples.length === 0 ? null : <div className="small muted report-examples">{t('report.examples', { names: line.examples.join(', ') })}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
