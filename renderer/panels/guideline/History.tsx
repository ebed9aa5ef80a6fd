import { useTranslation } from 'react-i18next';
import type { Revision } from '#shared/model/guideline.ts';
import type { Guideline } from '#shared/model/guidelineOf.ts';
import { formatTime } from '../../i18n/format.ts';
import { Changes } from './ChangeView.tsx';

/** How the guideline came to be, newest first, and what was set aside on the way. */
export function History({ guideline }: { readonly guideline: Guideline }) {
  const { t } = useTranslation();
  if (guideline.steps.length === 0) return <p className="small muted">{t('guideline.history.none')}</p>;
  return (
    <>
      <ol className="guideline-history" reversed>{[...guideline.steps].reverse().map(({ revision, version }) => <Entry key={revision.id} revision={revision} version={version} />)}</ol>
      {guideline.aside.length === 0 ? null : (
        <section aria-label={t('guideline.aside')}>
          <h3 className="small muted">{t('guideline.aside')}</h3>
          <ul className="guideline-history">{guideline.aside.map((revision) => <Entry key={revision.id} revision={revision} version={null} />)}</ul>
        </section>
      )}
    </>
  );
}

function Entry({ revision, version }: { readonly revision: Revision; readonly version: string | null }) {
  const { t } = useTranslation();
  return (
    <li className="guideline-paragraph">
      <header className="row">
        <strong className="grow number">{version ?? t('guideline.aside.one')}</strong>
        <span className="small muted">{formatTime(revision.publishedAt)}</span>
      </header>
      <p className="small muted">{t(`revisionSize.${revision.size}`)}{revision.answer === null ? '' : ` · ${t('guideline.fromAnswer')}`}</p>
      <Changes revision={revision} />
    </li>
  );
}
