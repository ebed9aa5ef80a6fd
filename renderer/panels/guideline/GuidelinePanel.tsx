import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayPublish } from '../../commands/rights.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useWork } from '../benchContext.ts';
import { Forks } from './Forks.tsx';
import { History } from './History.tsx';
import { ParagraphCard } from './ParagraphCard.tsx';
import { ParagraphEditor } from './ParagraphEditor.tsx';
import { paragraphsWith } from './paragraphsWith.ts';
import { useGuideline } from './useGuideline.ts';
import './guideline.css';

/** The guideline beside the picture: searched as one types, each paragraph with its pictures, and how it came to be. */
export function GuidelinePanel() {
  const { t } = useTranslation();
  const guideline = useGuideline();
  const publishes = useWork((work) => mayPublish(work.project?.role ?? null));
  const [words, setWords] = useState('');
  const [part, setPart] = useState<'rules' | 'history'>('rules');
  const [writing, setWriting] = useState(false);
  const found = paragraphsWith(guideline.paragraphs, words);
  return (
    <div className="side-panel">
      <div className="panel-head">
        <span className="grow small muted">{t('guideline.version', { version: guideline.version })}</span>
        <div className="segmented" role="group" aria-label={t('guideline.parts')}>
          <button type="button" aria-pressed={part === 'rules'} onClick={() => setPart('rules')}>{t('guideline.rules')}</button>
          <button type="button" aria-pressed={part === 'history'} onClick={() => setPart('history')}>{t('guideline.history')}</button>
        </div>
      </div>
      <ScrollRegion name={t('guideline.name')} className="guideline-room">
        <Forks guideline={guideline} />
        {part === 'history' ? <History guideline={guideline} /> : <>
          {guideline.paragraphs.length === 0 ? <Empty icon="book" title={t('guideline.none')}>{t('guideline.none.about')}</Empty> : <input type="search" className="input" value={words} aria-label={t('guideline.search')} placeholder={t('guideline.search')} onChange={(event) => setWords(event.target.value)} />}
          {words === '' ? null : <p className="small muted" role="status">{t('guideline.found', { count: found.length, shown: formatNumber(found.length) })}</p>}
          {found.map((paragraph) => <ParagraphCard key={paragraph.id} paragraph={paragraph} guideline={guideline} mayChange={publishes} />)}
          {!publishes ? null : writing ? <ParagraphEditor guideline={guideline} paragraph={null} onDone={() => setWriting(false)} /> : <div><Button icon="plus" onClick={() => setWriting(true)}>{t('guideline.add')}</Button></div>}
        </>}
      </ScrollRegion>
    </div>
  );
}
