import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { publishRevision } from '#shared/edits/guideline.ts';
import { MOST_RULE, MOST_TITLE, type ParagraphChange, type ParagraphText, type RevisionSize } from '#shared/model/guideline.ts';
import { freeNumber, nextVersion, type Guideline, type Paragraph } from '#shared/model/guidelineOf.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useBench } from '../benchContext.ts';
import { ChangeView } from './ChangeView.tsx';
import { SizeChoice } from './SizeChoice.tsx';

interface ParagraphEditorProps {
  readonly guideline: Guideline;
  /** Null: a new one. */
  readonly paragraph: Paragraph | null;
  readonly onDone: () => void;
}

/** Writes a paragraph and shows what readers will see before it is published. */
export function ParagraphEditor({ guideline, paragraph, onDone }: ParagraphEditorProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const [before] = useState<ParagraphText | null>(() => (paragraph === null ? null : textOf(paragraph)));
  const [paragraphId] = useState(() => paragraph?.id ?? bench.newId());
  const [text, setText] = useState<ParagraphText>(before ?? { number: freeNumber(guideline), title: '', text: '', examples: [] });
  const [size, setSize] = useState<RevisionSize>(before === null ? 'minor' : 'patch');
  const change: ParagraphChange = { paragraph: paragraphId, before, after: text };
  const publish = (after: ParagraphText | null): void => {
    if (!bench.deeds.commit(publishRevision, { size, note: '', changes: [{ ...change, after }] })) return;
    toast(bench.screen, 'good', say({ key: 'guideline.published', params: { version: nextVersion(guideline.version, size) } }));
    onDone();
  };
  return (
    <form className="guideline-paragraph stack" aria-label={t('guideline.editor')} onSubmit={(event) => { event.preventDefault(); publish(text); }}>
      <Field name={t('guideline.title')}>{(own) => <input {...own} className="input" maxLength={MOST_TITLE} value={text.title} onChange={(event) => setText({ ...text, title: event.target.value })} />}</Field>
      <Field name={t('guideline.text')}>{(own) => <textarea {...own} className="input" rows={5} maxLength={MOST_RULE} dir="auto" value={text.text} onChange={(event) => setText({ ...text, text: event.target.value })} />}</Field>
      <SizeChoice size={size} onSize={setSize} />
      {before === null ? null : <section aria-label={t('guideline.preview')}><ChangeView change={change} /></section>}
      <div className="row wrap">
        <Button type="submit" look="primary" disabled={text.title.trim() === ''}>{t('guideline.publish', { version: nextVersion(guideline.version, size) })}</Button>
        <Button look="plain" onClick={onDone}>{t('dialog.cancel')}</Button>
        {before === null ? null : <Button look="danger" icon="trash" onClick={() => publish(null)}>{t('guideline.take')}</Button>}
      </div>
    </form>
  );
}

function textOf({ number, title, text, examples }: Paragraph): ParagraphText {
  return { number, title, text, examples };
}
