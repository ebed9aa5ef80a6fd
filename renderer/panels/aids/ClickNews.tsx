import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { ModelNews } from '../models/ModelNews.tsx';
import { useModels } from '../models/useModels.ts';
import { useKeyOf } from '../useKeymap.ts';

/** What a person who clicks must know of the model: whether there is one, whether it is still looking, and how sure it is. */
export function ClickNews() {
  const { t } = useTranslation();
  const bench = useBench();
  const work = useModels((models) => models.work);
  const ready = useModels(({ chosen }) => chosen.encoder !== null && chosen.decoder !== null);
  const known = useModels((models) => models.known);
  if (known && !ready) return <button type="button" className="button" onClick={() => bench.screen.setState({ dialog: 'models' })}>{t('models.choose')}</button>;
  return work === null ? <Candidate /> : <ModelNews work={work} />;
}

function Candidate() {
  const { t } = useTranslation();
  const bench = useBench();
  const drafting = useSession((session) => session.drafting);
  const candidate = useSession((session) => session.candidate);
  const key = useKeyOf('aid.other');
  if (!drafting || candidate === null) return null;
  const { score, at, of } = candidate;
  return (
    <>
      <span className="small muted number" title={t('aid.sure')}>{score === null ? '' : formatNumber(score, 2)}</span>
      {of < 2 ? null : <button type="button" className="button" aria-label={t('aid.other', { at, of })} title={t('aid.other', { at, of })} onClick={() => bench.work.getState().stage?.otherProposal()}>{t('proposals.place', { at, of })} {key === null ? null : <Kbd keys={key} />}</button>}
    </>
  );
}
