import { useTranslation } from 'react-i18next';
import { example, MOST_EXAMPLES, type Example } from '#shared/model/guideline.ts';
import type { Flag } from '#shared/model/records.ts';
import { BlobImage } from '../BlobImage.tsx';
import type { AnswerForm } from './useAnswerForm.ts';

const KINDS = example.shape.is.options;

/** Pictures for the rule, picked from the crops of the questions it answers. */
export function ExamplePick({ form: { words, set }, flags }: { readonly form: AnswerForm; readonly flags: readonly Flag[] }) {
  const { t } = useTranslation();
  const crops = [...new Set(flags.flatMap(({ crop }) => crop ?? []))].slice(0, MOST_EXAMPLES);
  if (words.place === 'none' || crops.length === 0) return null;
  const choose = (sha256: string, is: Example['is']): void => {
    const others = words.examples.filter((one) => one.sha256 !== sha256);
    const isSame = words.examples.some((one) => one.sha256 === sha256 && one.is === is);
    set({ examples: isSame ? others : [...others, { is, sha256, words: '' }] });
  };
  return (
    <fieldset className="inbox-examples">
      <legend>{t('inbox.examples')}</legend>
      {crops.map((sha256, at) => (
        <div key={sha256} className="row">
          <span className="thumb"><BlobImage sha256={sha256} alt={t('inbox.example', { number: at + 1 })} /></span>
          <div className="segmented" role="group" aria-label={t('inbox.example', { number: at + 1 })}>
            {KINDS.map((is) => <button key={is} type="button" aria-pressed={words.examples.some((one) => one.sha256 === sha256 && one.is === is)} onClick={() => choose(sha256, is)}>{t(`example.${is}`)}</button>)}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
