import { useTranslation } from 'react-i18next';
import type { ThemesAnswer } from '#shared/sync/messages.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import './reflection.css';

/** What people shared of their weeks, as those who lead may see it: counted by the server, small groups hidden there. */
export function ThemesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useWork((work) => work.project);
  return (
    <Dialog title={t('themes.title')} closeName={t('dialog.close')} onClose={onClose} width={720} foot={<Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>}>
      {project === null || project.account === null ? <Notice tone="plain">{t('themes.local')}</Notice> : <Shown account={project.account} project={project.id} />}
    </Dialog>
  );
}

function Shown({ account, project }: { readonly account: string; readonly project: string }) {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, problem, again } = useAsk((signal) => bench.host.server.themes({ account, project }, { signal }), project);
  if (problem !== null) return <Notice tone="bad"><Say message={problem} /> <Button onClick={again}>{t('again')}</Button></Notice>;
  if (value === null) return <Progress name={t('themes.title')} share={null} />;
  const empty = value.themes.length === 0 && value.quotes.length === 0;
  return (
    <div className="stack">
      <p className="small muted">{t('themes.about', { fewest: value.fewest })}</p>
      {empty ? <Empty icon="people" title={t('themes.none')}>{t('themes.none.about', { fewest: value.fewest })}</Empty> : <><ThemeTable answer={value} /><EffortTable answer={value} /><Quotes answer={value} /></>}
    </div>
  );
}

function ThemeTable({ answer: { themes } }: { readonly answer: ThemesAnswer }) {
  const { t } = useTranslation();
  const count = (people: number | null): string => (people === null ? t('themes.hidden') : formatNumber(people));
  const most = Math.max(1, ...themes.map(({ people }) => people ?? 0));
  return (
    <table className="report">
      <caption className="report-caption">{t('themes.caption')}</caption>
      <thead><tr><th scope="col">{t('themes.theme')}</th><th scope="col">{t('themes.people')}</th><th scope="col">{t('themes.labels')}</th></tr></thead>
      <tbody>{themes.map(({ tag, people, cells }) => (
        <tr key={tag}>
          <th scope="row">{t(`whyTag.${tag}`)}</th>
          <td className="number">{count(people)}<meter className="theme-bar" min={0} max={most} value={people ?? 0} aria-hidden="true" /></td>
          <td>{cells.map(({ label, people: some }) => `${label} ${count(some)}`).join(', ')}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

function EffortTable({ answer: { effort } }: { readonly answer: ThemesAnswer }) {
  const { t } = useTranslation();
  const cell = (long: boolean, how: 'low' | 'high'): string => {
    const cards = effort.find((one) => one.long === long && one.effort === how)?.cards ?? null;
    return cards === null ? t('themes.hidden') : formatNumber(cards);
  };
  return (
    <table className="report">
      <caption className="report-caption">{t('themes.effort')}</caption>
      <thead><tr><th scope="col">{t('themes.time')}</th><th scope="col">{t('themes.low')}</th><th scope="col">{t('themes.high')}</th></tr></thead>
      <tbody>
        <tr><th scope="row">{t('themes.long')}</th><td className="number">{cell(true, 'low')}</td><td className="number">{cell(true, 'high')}</td></tr>
        <tr><th scope="row">{t('themes.short')}</th><td className="number">{cell(false, 'low')}</td><td className="number">{cell(false, 'high')} {t('themes.unseen')}</td></tr>
      </tbody>
    </table>
  );
}

function Quotes({ answer: { quotes } }: { readonly answer: ThemesAnswer }) {
  const { t } = useTranslation();
  if (quotes.length === 0) return null;
  return <ul className="theme-quotes" aria-label={t('themes.quotes')}>{quotes.map(({ what, text, name }, at) => <li key={at}><span className="badge">{t(`shared.${what}`)}</span> <q dir="auto">{text}</q> <span className="small muted">{name ?? t('themes.unnamed')}</span></li>)}</ul>;
}
