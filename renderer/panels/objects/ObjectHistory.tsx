import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordId } from '#shared/model/ids.ts';
import type { Track } from '#shared/model/records.ts';
import { formatTime } from '../../i18n/format.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Origin } from '../proposals/Origin.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { historyOf } from './objectHistory.ts';

/** What is known of one object: who wrote what stands now, and what was done here, as far as undo reaches. */
export function ObjectHistory({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="object-history" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('history.name')}</summary>
      {open ? <Origin track={track.id} /> : null}
      {open ? <Known track={track} /> : null}
    </details>
  );
}

function Known({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const document = useDocument();
  const editor = useWork((work) => work.open?.editor ?? null);
  const ids: ReadonlySet<RecordId> = new Set([track.id, ...(document?.keyframesOf(track.id) ?? []).map(({ id }) => id), ...(document?.relationsOf(track.id) ?? []).map(({ id }) => id)]);
  const lines = historyOf(editor?.steps ?? [], ids, (id) => document?.get(id)?.type !== 'proposal');
  const authors = useAuthors([...ids]);
  return (
    <>
      {authors.length === 0 ? null : <p className="small">{t('history.stands', { who: authors.map((one) => t(`author.${one}`)).join(' · ') })}</p>}
      {lines.length === 0 ? <p className="small muted">{t('history.none')}</p> : (
        <ol>
          {lines.map((line) => (
            <li key={line.key} className={line.undone ? 'undone' : undefined}>
              <span className="grow">{t(`edit.${line.label}`)}{line.via === 'ui' ? '' : ` · ${t(`via.${line.via}`)}`}{line.others > 0 ? ` · ${t('history.others', { count: line.others })}` : ''}</span>
              <time className="muted" dateTime={new Date(line.at).toISOString()}>{formatTime(line.at)}</time>
            </li>
          ))}
        </ol>
      )}
      <p className="small muted">{t('history.limits')}</p>
    </>
  );
}

/** Whether what stands was written by me, by others, or both; nothing where no server has confirmed anything. */
function useAuthors(objects: readonly RecordId[]): readonly ('me' | 'other')[] {
  const bench = useBench();
  const [authors, setAuthors] = useState<readonly ('me' | 'other')[]>([]);
  const project = useWork((work) => ((work.project?.account ?? null) === null ? null : (work.project?.id ?? null)));
  const stream = useWork((work) => work.open?.stream ?? null);
  const me = useWork((work) => work.me);
  const revision = useWork((work) => work.revision);
  const key = objects.join();
  useEffect(() => {
    if (project === null || stream === null) return undefined;
    const stop = new AbortController();
    void bench.workspace.streams.authors({ project, stream, objects: key.split(',') }, { signal: stop.signal }).then(
      (found) => setAuthors([...new Set(found.map(({ actor }) => (actor === me ? 'me' : 'other')))].sort()),
      (error: unknown) => { if (!stop.signal.aborted) toast(bench.screen, 'warn', say(messageOf(error))); },
    );
    return () => stop.abort();
  }, [bench, project, stream, me, key, revision]);
  return authors;
}
