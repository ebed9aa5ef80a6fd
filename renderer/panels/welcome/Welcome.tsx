import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { commandById } from '../../commands/commandList.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useKeyOf } from '../useKeymap.ts';
import { Say } from '../Say.tsx';
import { RecentProjects } from './RecentProjects.tsx';
import './welcome.css';

export function Welcome() {
  const { t } = useTranslation();
  const opening = useWork((work) => work.opening);
  const problem = useWork((work) => work.problem);
  return (
    <main className="welcome">
      <div className="welcome-page">
        <header className="welcome-head">
          <Mark />
          <div>
            <h1>{t('app.name')}</h1>
            <p className="muted">{t('welcome.lead')}</p>
          </div>
        </header>
        {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
        {opening ? <Progress name={t('welcome.opening')} share={null} /> : null}
        <div className="welcome-columns">
          <section aria-labelledby="welcome-start" className="stack">
            <h2 id="welcome-start">{t('welcome.start')}</h2>
            <Ways />
          </section>
          <section aria-labelledby="welcome-recent" className="stack">
            <h2 id="welcome-recent">{t('welcome.recent')}</h2>
            <RecentProjects />
          </section>
        </div>
        <p className="welcome-foot small muted">{t('welcome.offline')}</p>
      </div>
    </main>
  );
}

function Mark() {
  return (
    <img className="welcome-mark" src="./icon.svg" alt="" />
  );
}

function Ways() {
  const { t } = useTranslation();
  const bench = useBench();
  const folder = commandById('file.open');
  const key = useKeyOf('file.open');
  return (
    <ul className="ways">
      {bench.can('local-files') ? <Way icon="folder-open" name={t('welcome.folder')} about={t('welcome.folder.about')} keys={key} onChoose={() => void folder?.run(bench)} first /> : null}
      <Way icon="image" name={t('welcome.street')} about={t('welcome.street.about')} onChoose={() => void bench.deeds.openSample('street')} />
      <Way icon="image" name={t('welcome.field')} about={t('welcome.field.about')} onChoose={() => void bench.deeds.openSample('field')} />
      {bench.can('server') ? <Way icon="server" name={t('welcome.server')} about={t('welcome.server.about')} onChoose={() => bench.screen.setState({ dialog: 'server' })} /> : null}
    </ul>
  );
}

interface WayProps {
  readonly icon: IconName;
  readonly name: string;
  readonly about: string;
  readonly keys?: string | null;
  readonly first?: boolean;
  readonly onChoose: () => void;
}

function Way({ icon, name, about, keys = null, first = false, onChoose }: WayProps) {
  const opening = useWork((work) => work.opening);
  const own = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) own.current?.focus();
  }, [first]);
  return (
    <li>
      <button ref={own} type="button" className="way" onClick={onChoose} disabled={opening}>
        <span className="way-sign"><Icon name={icon} size={18} /></span>
        <span className="grow">
          <strong>{name}</strong>
          <span className="small muted">{about}</span>
        </span>
        {keys === null ? null : <Kbd keys={keys} />}
      </button>
    </li>
  );
}
