import { useTranslation } from 'react-i18next';
import type { DayTime } from '#shared/time/timeRecord.ts';
import { SPENT } from '#shared/time/timeLedger.ts';
import { formatMinutes } from '../../i18n/format.ts';

const [WIDTH, HEIGHT, GAP] = [640, 120, 6];

/** A bar for each day, and the same figures as a table: people look or read, as they like. */
export function DayChart({ days }: { readonly days: readonly DayTime[] }) {
  const { t } = useTranslation();
  const total = (day: DayTime): number => SPENT.reduce((sum, spent) => sum + day[spent], 0);
  const most = Math.max(1, ...days.map(total));
  const width = Math.min(56, WIDTH / days.length - GAP);
  return (
    <section className="stack" aria-label={t('record.days')}>
      <h3>{t('record.days')}</h3>
      <svg className="day-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {days.map((day, at) => <Bar key={day.day} day={day} x={at * (width + GAP)} width={width} most={most} />)}
      </svg>
      <ul className="row wrap chart-legend">{SPENT.map((spent) => <li key={spent} className="small"><span className={`chart-key ${spent}`} />{t(`spent.${spent}`)}</li>)}</ul>
      <details>
        <summary>{t('record.table')}</summary>
        <table className="report">
          <thead><tr><th scope="col">{t('record.day')}</th>{SPENT.map((spent) => <th key={spent} scope="col">{t(`spent.${spent}`)}</th>)}</tr></thead>
          <tbody>{days.map((day) => <tr key={day.day}><th scope="row">{day.day}</th>{SPENT.map((spent) => <td key={spent} className="number">{formatMinutes(day[spent])}</td>)}</tr>)}</tbody>
        </table>
      </details>
    </section>
  );
}

function Bar({ day, x, width, most }: { readonly day: DayTime; readonly x: number; readonly width: number; readonly most: number }) {
  return (
    <g>
      {SPENT.map((spent, at) => {
        const below = SPENT.slice(0, at + 1).reduce((sum, one) => sum + day[one], 0);
        return <rect key={spent} className={`chart-bar ${spent}`} x={x} y={HEIGHT - (below / most) * HEIGHT} width={width} height={(day[spent] / most) * HEIGHT} />;
      })}
    </g>
  );
}
