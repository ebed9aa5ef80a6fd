import { useTranslation } from 'react-i18next';
import { chooseRevisions } from '#shared/edits/guideline.ts';
import type { Revision } from '#shared/model/guideline.ts';
import type { Fork, Guideline } from '#shared/model/guidelineOf.ts';
import { mayPublish } from '../../commands/rights.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Changes } from './ChangeView.tsx';

/** Revisions that people published without knowing of each other, side by side. A person picks; no rule wins by being last. */
export function Forks({ guideline }: { readonly guideline: Guideline }) {
  return <>{guideline.forks.map((fork) => <ForkCard key={fork.base ?? 'first'} fork={fork} />)}</>;
}

function ForkCard({ fork }: { readonly fork: Fork }) {
  const { t } = useTranslation();
  const bench = useBench();
  const publishes = useWork((work) => mayPublish(work.project?.role ?? null));
  const choose = (order: readonly Revision[]): void => void bench.deeds.commit(chooseRevisions, { base: fork.base, order: order.map(({ id }) => id) });
  return (
    <section className="guideline-fork" aria-label={t('guideline.fork')}>
      <Notice tone="warn">{t(publishes ? 'guideline.fork.pick' : 'guideline.fork.wait')}</Notice>
      {fork.rivals.map((revision, at) => (
        <div key={revision.id} className="guideline-paragraph">
          <p className="small muted">{t('guideline.rival', { number: at + 1, time: formatTime(revision.publishedAt) })}{fork.chosen.includes(revision.id) ? ` · ${t('guideline.inForce')}` : ''}</p>
          <Changes revision={revision} />
          {publishes ? <Button onClick={() => choose([revision])}>{t('guideline.keep', { number: at + 1 })}</Button> : null}
        </div>
      ))}
      {publishes && areApart(fork.rivals) ? <Button onClick={() => choose(fork.rivals)}>{t('guideline.keepAll')}</Button> : null}
    </section>
  );
}

/** Only revisions of different paragraphs can hold together. */
function areApart(rivals: readonly Revision[]): boolean {
  const touched = rivals.flatMap(({ changes }) => changes.map(({ paragraph }) => paragraph));
  return new Set(touched).size === touched.length;
}
