import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Say } from '../Say.tsx';
import { useMarks, type MarksFlow } from './useMarks.ts';

const MOST_LINES = 200;

/** Marks that were made in a review clip come back as findings. */
export function MarksDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const flow = useMarks();
  const { problem, found } = flow;
  return (
    <Dialog title={t('marks.title')} closeName={t('dialog.close')} onClose={onClose} width={640} foot={<Foot flow={flow} onClose={onClose} />}>
      <p className="muted">{t('marks.about')}</p>
      <Field name={t('marks.files')}>
        {(own) => <input {...own} type="file" className="input" multiple accept=".json,.csv,.tsv,.txt" onChange={({ currentTarget }) => void flow.read([...(currentTarget.files ?? [])])} />}
      </Field>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      {found === null ? null : <Notice tone={found.placed.length === 0 ? 'warn' : 'plain'}>{t('marks.would', { count: found.placed.length, fresh: found.fresh })}</Notice>}
      {found === null || found.lost.length === 0 ? null : (
        <ScrollRegion className="report-room" name={t('marks.lost', { count: found.lost.length })}>
          <p>{t('marks.lost', { count: found.lost.length })}</p>
          <ul className="stack tight">{found.lost.slice(0, MOST_LINES).map((lost) => <li key={`${lost.name} ${lost.row} ${lost.why}`}>{t(`markLost.${lost.why}`, { name: lost.name, row: lost.row, said: lost.said })}</li>)}</ul>
          {found.lost.length > MOST_LINES ? <p className="muted">{t('marks.more', { count: found.lost.length - MOST_LINES })}</p> : null}
        </ScrollRegion>
      )}
    </Dialog>
  );
}

function Foot({ flow, onClose }: { readonly flow: MarksFlow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      <Button look="primary" disabled={flow.found === null || flow.found.fresh === 0} onClick={() => { if (flow.apply()) onClose(); }}>{t('marks.apply')}</Button>
    </>
  );
}
