import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFacts } from '../../models/modelsContract.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { ModelCard } from './ModelCard.tsx';
import { ModelNews } from './ModelNews.tsx';
import { useModels } from './useModels.ts';
import { WordTable } from './WordTable.tsx';
import './models.css';

/** The models of this computer: what they are, where they run, which are in use and what their words mean here. */
export function ModelsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const kept = useModels((models) => models.kept);
  return (
    <Dialog title={t('models.title')} closeName={t('dialog.close')} onClose={onClose} width={820} foot={<Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>}>
      <div className="row">
        <AddButton />
        <p className="grow small muted">{t('models.about')}</p>
      </div>
      <Working />
      <Problems />
      {kept.length === 0 ? <Empty icon="model" title={t('models.none')}>{t('models.none.about')}</Empty> : <Kept kept={kept} />}
    </Dialog>
  );
}

function AddButton() {
  const { t } = useTranslation();
  const bench = useBench();
  const busy = useModels(({ work }) => work !== null);
  const input = useRef<HTMLInputElement>(null);
  const add = (files: FileList | null): void => {
    if (files !== null && files.length > 0) void bench.models.add([...files]);
    // The same file may be picked again after it was mended.
    if (input.current !== null) input.current.value = '';
  };
  return (
    <>
      <Button icon="plus" disabled={busy} onClick={() => input.current?.click()}>{t('models.add')}</Button>
      <input ref={input} type="file" hidden accept=".onnx" multiple onChange={({ currentTarget }) => add(currentTarget.files)} />
    </>
  );
}

function Working() {
  const work = useModels((models) => models.work);
  return work === null ? null : <ModelNews work={work} />;
}

/** Which file, what is wrong with it, what to do. */
function Problems() {
  const problems = useModels((models) => models.problems);
  return <>{problems.map(({ name, code, sentence, params }) => <Notice key={`${name} ${code}`} tone="bad"><strong>{name}</strong>{' '}<Say message={{ key: `error.${code}`, params, fallback: sentence }} /></Notice>)}</>;
}

function Kept({ kept }: { readonly kept: readonly ModelFacts[] }) {
  const { t } = useTranslation();
  const chosen = useModels((models) => models.chosen);
  const half = (chosen.encoder === null) !== (chosen.decoder === null);
  return (
    <ScrollRegion name={t('models.list')} className="models-room">
      {half ? <Notice tone="warn">{t(chosen.encoder === null ? 'models.needsEncoder' : 'models.needsDecoder')}</Notice> : null}
      <Group name={t('models.forClicks')} models={kept.filter(({ signature: { part } }) => part !== 'detector')} />
      <Group name={t('models.forFinding')} models={kept.filter(({ signature: { part } }) => part === 'detector')} />
      <WordTable />
    </ScrollRegion>
  );
}

function Group({ name, models }: { readonly name: string; readonly models: readonly ModelFacts[] }) {
  if (models.length === 0) return null;
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {models.map((model) => <ModelCard key={model.hash} model={model} />)}
    </section>
  );
}
