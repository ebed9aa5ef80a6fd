import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '../host/mediaUrl.ts';
import { useBench, useWork } from './benchContext.ts';

/** A picture of the content-addressed store, fetched from the server first when it is not on this machine. */
export function BlobImage({ sha256, alt }: { readonly sha256: string; readonly alt: string }) {
  const { t } = useTranslation();
  const bench = useBench();
  const project = useWork((work) => work.project);
  const [state, setState] = useState<'asked' | 'here' | 'missing'>((project?.account ?? null) === null ? 'here' : 'asked');
  useEffect(() => {
    if (project === null || project.account === null) return;
    const stop = new AbortController();
    bench.host.blobs.need({ account: project.account, project: project.id, sha256 }, { signal: stop.signal }).then(
      ({ here }) => stop.signal.aborted || setState(here ? 'here' : 'missing'),
      () => stop.signal.aborted || setState('missing'),
    );
    return () => stop.abort();
  }, [bench, project, sha256]);
  if (state === 'missing') return <span className="small muted">{t('blob.missing')}</span>;
  return state === 'asked' ? null : <img src={mediaUrl.blob(sha256)} alt={alt} loading="lazy" draggable={false} onError={() => setState('missing')} />;
}
