import { useTranslation } from 'react-i18next';
import type { ModelWork } from '../../models/modelsStore.ts';
import { Progress } from '../../ui/Progress.tsx';
import { useBench } from '../benchContext.ts';
import './models.css';

/** What a model is doing, and the way to stop it. */
export function ModelNews({ work }: { readonly work: ModelWork }) {
  const { t } = useTranslation();
  const bench = useBench();
  const says = t(`modelWork.${work.what}`, { name: work.name });
  return (
    <span className="model-news" role="status">
      <span className="small muted cut">{says}</span>
      <Progress name={says} share={null} />
      <button type="button" className="button" onClick={() => bench.deeds.stopModels()}>{t('job.stop')}</button>
    </span>
  );
}
