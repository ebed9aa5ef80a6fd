import { useTranslation } from 'react-i18next';
import { wordDiff } from '#shared/base/wordDiff.ts';
import type { Example, ParagraphChange, Revision } from '#shared/model/guideline.ts';
import { BlobImage } from '../BlobImage.tsx';
import './guideline.css';

/** What a revision changes, paragraph by paragraph. */
export function Changes({ revision }: { readonly revision: Revision }) {
  return <>{revision.changes.map((change) => <ChangeView key={change.paragraph} change={change} />)}</>;
}

/** One paragraph with what went struck out and what came underlined. */
export function ChangeView({ change: { before, after } }: { readonly change: ParagraphChange }) {
  const { t } = useTranslation();
  const number = (after ?? before)?.number ?? 0;
  return (
    <div className="guideline-change">
      <h4>{t('guideline.number', { number })} <Diff before={before?.title ?? ''} after={after?.title ?? ''} /></h4>
      <p className="guideline-text"><Diff before={before?.text ?? ''} after={after?.text ?? ''} /></p>
      {after === null ? <p className="small muted">{t('guideline.taken')}</p> : <Examples examples={after.examples} />}
    </div>
  );
}

function Diff({ before, after }: { readonly before: string; readonly after: string }) {
  if (before === '') return <>{after}</>;
  const parts = wordDiff(before, after);
  return <>{parts.map(({ is, text }, at) => (is === 'same' ? <span key={at}>{text}</span> : is === 'gone' ? <del key={at}>{text}</del> : <ins key={at}>{text}</ins>))}</>;
}

/** Pictures of a rule with what they show. */
export function Examples({ examples }: { readonly examples: readonly Example[] }) {
  const { t } = useTranslation();
  if (examples.length === 0) return null;
  return (
    <ul className="guideline-examples">
      {examples.map(({ is, sha256, words }) => (
        <li key={`${is} ${sha256}`} className={is}>
          <BlobImage sha256={sha256} alt={words === '' ? t(`example.${is}`) : words} />
          <span className="small">{t(`example.${is}`)}</span>
        </li>
      ))}
    </ul>
  );
}
