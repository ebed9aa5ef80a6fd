import { useTranslation } from 'react-i18next';
import type { Guideline } from '#shared/model/guidelineOf.ts';
import { nextVersion } from '#shared/model/guidelineOf.ts';
import { Field } from '../../ui/Field.tsx';
import { ChangeView } from '../guideline/ChangeView.tsx';
import { SizeChoice } from '../guideline/SizeChoice.tsx';
import type { AnswerForm, Place } from './useAnswerForm.ts';

/** What the answer does to the guideline, with what readers will see; or why it does nothing. */
export function GuidelinePart({ form, guideline, publishes }: { readonly form: AnswerForm; readonly guideline: Guideline; readonly publishes: boolean }) {
  const { t } = useTranslation();
  const { words, set, change } = form;
  const value = typeof words.place === 'string' ? words.place : words.place.paragraph;
  return (
    <>
      {!publishes ? null : (
        <Field name={t('inbox.guideline')}>
          {(own) => (
            <select {...own} className="input" value={value} onChange={(event) => set({ place: placeOf(event.target.value) })}>
              <option value="new">{t('inbox.guideline.new')}</option>
              {guideline.paragraphs.map(({ id, number, title }) => <option key={id} value={id}>{t('inbox.guideline.add', { number, title })}</option>)}
              <option value="none">{t('inbox.guideline.none')}</option>
            </select>
          )}
        </Field>
      )}
      {change === null ? <Field name={t('inbox.noChange')}>{(own) => <input {...own} className="input" maxLength={2000} value={words.reason} placeholder={t('inbox.noChange.example')} onChange={(event) => set({ reason: event.target.value })} />}</Field> : (
        <>
          <SizeChoice size={words.size} onSize={(size) => set({ size })} />
          {change.after?.title === '' ? null : (
            <section className="guideline-paragraph" aria-label={t('guideline.preview')}>
              <p className="small muted">{t('inbox.becomes', { version: nextVersion(guideline.version, words.size) })}</p>
              <ChangeView change={change} />
            </section>
          )}
        </>
      )}
    </>
  );
}

function placeOf(value: string): Place {
  return value === 'new' || value === 'none' ? value : { paragraph: value };
}
