import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';

export function RecentProjects() {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, busy, problem, again } = useAsk((signal) => bench.host.projects.recent({}, { signal }), '');
  if (problem !== null) {
    return (
      <Notice tone="bad">
        <Say message={problem} /> <Button onClick={again}>{t('again')}</Button>
      </Notice>
    );
  }
  if (value === null || busy) return <Progress name={t('welcome.recent')} share={null} />;
  if (value.length === 0) return <Empty icon="folder" title={t('welcome.recent.none')}>{t('welcome.recent.none.about')}</Empty>;
  const forget = (project: string): void => void bench.host.projects.forget({ project }).then(again, again);
  const newest = value.find(({ missing }) => !missing);
  return <ul className="recent">{value.map((project) => <Recent key={project.id} project={project} first={project === newest} onForget={() => forget(project.id)} />)}</ul>;
}

/** The newest one has the focus: Enter goes on where one was. */
function Recent({ project, first, onForget }: { readonly project: ProjectInfo; readonly first: boolean; readonly onForget: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first && bench.screen.getState().dialog === null) own.current?.focus();
  }, [bench, first]);
  const sign = project.source === 'server' ? 'server' : project.source === 'sample' ? 'image' : 'folder';
  return (
    <li className="row">
      <button ref={own} type="button" className="recent-open" disabled={project.missing} onClick={() => void bench.deeds.reopen(project.id)}>
        <Icon name={project.missing ? 'alert' : sign} />
        <span className="grow">
          <strong className="cut">{project.name}</strong>
          <span className="small muted">{project.missing ? t('welcome.missing') : formatTime(project.openedAt)}</span>
        </span>
      </button>
      <IconButton icon="close" small name={t('welcome.forget', { name: project.name })} onClick={onForget} />
    </li>
  );
}
