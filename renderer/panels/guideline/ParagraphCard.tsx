import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guideline, Paragraph } from '#shared/model/guidelineOf.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Examples } from './ChangeView.tsx';
import { ParagraphEditor } from './ParagraphEditor.tsx';

/** A paragraph as it is in force, and its editor for those who publish. */
export function ParagraphCard({ paragraph, guideline, mayChange }: { readonly paragraph: Paragraph; readonly guideline: Guideline; readonly mayChange: boolean }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  if (writing) return <ParagraphEditor guideline={guideline} paragraph={paragraph} onDone={() => setWriting(false)} />;
  const version = guideline.steps.find(({ revision }) => revision.id === paragraph.since)?.version ?? '';
  return (
    <article className="guideline-paragraph" aria-label={paragraph.title}>
      <header className="row">
        <h3 className="grow">{t('guideline.number', { number: paragraph.number })} {paragraph.title}</h3>
        <span className="small muted number">{version}</span>
        {mayChange ? <IconButton icon="settings" small name={t('guideline.change', { number: paragraph.number })} onClick={() => setWriting(true)} /> : null}
      </header>
      <p className="guideline-text" dir="auto">{paragraph.text}</p>
      <Examples examples={paragraph.examples} />
    </article>
  );
}
