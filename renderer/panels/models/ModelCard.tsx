import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../i18n/format.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import type { ModelFacts } from '../../models/modelsContract.ts';
import { toast } from '../../session/screenStore.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench } from '../benchContext.ts';
import { useModels } from './useModels.ts';

/** One model: its name and version as they go into records, its size, where it runs, and what it takes and gives. */
export function ModelCard({ model }: { readonly model: ModelFacts }) {
  const { t } = useTranslation();
  const { hash, name, version, bytes, signature } = model;
  const part = signature.part === 'unknown' ? 'detector' : signature.part;
  const own = useModels(({ chosen }) => chosen[part] === hash);
  const provider = useModels(({ providers }) => providers[hash] ?? null);
  const act = useAct();
  return (
    <div className="model-card">
      <label className="check grow">
        <input type="radio" name={`model ${part}`} checked={own} onChange={() => act((models) => models.choose({ [part]: hash }))} />
        <span className="model-name cut" title={`${name} ${version}`}>{name}</span>
        <span className="badge">{t('models.version', { version })}</span>
        <span className="badge accent">{t(`modelPart.${part}`)}</span>
      </label>
      <span className="small muted number">{formatBytes(bytes)}</span>
      <span className="small muted">{t(provider === null ? 'modelProvider.none' : `modelProvider.${provider}`)}</span>
      <IconButton icon="trash" small name={t('models.remove', { name })} onClick={() => act((models) => models.remove(hash))} />
      <details className="model-details small">
        <summary>{t('models.details')}</summary>
        <dl>
          <dt>{t('models.takes')}</dt><dd>{model.inputs.join(' · ')}</dd>
          <dt>{t('models.gives')}</dt><dd>{model.outputs.join(' · ')}</dd>
          <dt>{t('models.hash')}</dt><dd className="cut">{hash}</dd>
        </dl>
      </details>
    </div>
  );
}

/** What fails is said; what is shown follows the store. */
function useAct(): (act: (models: ReturnType<typeof useBench>['models']) => Promise<void>) => void {
  const bench = useBench();
  return (act) => void act(bench.models).catch((error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
}
