import { useTranslation } from 'react-i18next';
import { labelProposals } from '#shared/edits/proposals.ts';
import type { LabelId } from '#shared/model/ids.ts';
import { proposalsOf } from '../../commands/lookAtProposals.ts';
import { factsOf } from '../../models/modelsStore.ts';
import { labelOfWord, wordKey } from '../../models/wordLabels.ts';
import { useBench, useWork } from '../benchContext.ts';
import { useModels } from './useModels.ts';

/** What the words of the chosen detector mean in this project. A word without a label is offered without one, and said. */
export function WordTable() {
  const { t } = useTranslation();
  const model = useModels((models) => factsOf(models, models.chosen.detector));
  const project = useWork((work) => work.project);
  const labels = useWork((work) => work.labels);
  const words = useModels((models) => models.words);
  if (model?.signature.part !== 'detector' || project === null) return null;
  const { names } = model.signature;
  const meanings = names.map((word) => ({ word, label: labelOfWord({ words }, { project: project.id, hash: model.hash, word }, labels) }));
  const unknown = meanings.filter(({ label }) => label === null).length;
  return (
    <section aria-label={t('models.words', { name: model.name })}>
      <h3>{t('models.words', { name: model.name })}</h3>
      <p className="small muted">{names.length === 0 ? t('models.words.none') : t('models.words.about', { count: unknown, all: names.length })}</p>
      <div className="word-table">
        {meanings.map(({ word, label }) => <WordRow key={word} word={word} label={label} hash={model.hash} project={project.id} />)}
      </div>
    </section>
  );
}

interface WordRowProps {
  readonly word: string;
  readonly label: LabelId | null;
  readonly hash: string;
  readonly project: string;
}

function WordRow({ word, label, hash, project }: WordRowProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const change = (next: LabelId | null): void => {
    void bench.models.setWord(wordKey({ project, hash, word }), next);
    const open = proposalsOf(bench).filter((one) => one.from.hash === hash && one.word === word);
    if (open.length > 0) bench.deeds.commit(labelProposals, { proposals: open.map(({ id }) => id), label: next });
  };
  return (
    <label className={label === null ? 'word-row unknown' : 'word-row'}>
      <span className="cut grow">{word}</span>
      <select className="input slim" value={label ?? ''} onChange={({ target }) => change(labels.find(({ id }) => id === target.value)?.id ?? null)}>
        <option value="">{t('models.noLabel')}</option>
        {labels.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
    </label>
  );
}
