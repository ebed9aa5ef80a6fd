import { useTranslation } from 'react-i18next';
import { MenuBar } from '../panels/menus/MenuBar.tsx';
import { Inbox } from '../panels/inbox/Inbox.tsx';
import { StatusBar } from '../panels/status/StatusBar.tsx';
import { useBench, useScreen, useWork } from '../panels/benchContext.ts';
import { useKeyOf } from '../panels/useKeymap.ts';
import { Timeline } from '../panels/timeline/Timeline.tsx';
import { Tasks } from '../panels/tasks/Tasks.tsx';
import { Toolbar } from '../panels/toolbar/Toolbar.tsx';
import { ToolRail } from '../panels/toolbar/ToolRail.tsx';
import { Welcome } from '../panels/welcome/Welcome.tsx';
import { commandById } from '../commands/commandList.ts';
import { mayAnswer } from '../commands/rights.ts';
import { formatNumber } from '../i18n/format.ts';
import { waitingFlags } from '../panels/inbox/inboxRows.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Centre } from './Centre.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { FolderQuestion } from './folderQuestion.ts';
import { Lost } from './Lost.tsx';
import { Side } from './Side.tsx';
import { Toasts } from './Toasts.tsx';
import { useApp } from './useApp.ts';
import './shell.css';

export function AppShell({ question }: { readonly question: FolderQuestion }) {
  useApp();
  const page = useScreen((screen) => screen.page);
  return (
    <div className="shell">
      {page === 'welcome' ? <Welcome /> : <Workspace page={page} />}
      <Dialogs question={question} />
      <Toasts />
      <Lost />
    </div>
  );
}

function Workspace({ page }: { readonly page: 'work' | 'inbox' }) {
  return (
    <div className="workspace">
      <Header />
      {page === 'inbox' ? <Inbox /> : <Work />}
      <StatusBar />
    </div>
  );
}

function Work() {
  return (
    <div className="work">
      <Tasks />
      <main className="work-centre">
        <Toolbar />
        <ToolRail />
        <Centre />
        <Timeline />
      </main>
      <Side />
    </div>
  );
}

function Header() {
  const { t } = useTranslation();
  const bench = useBench();
  const name = useWork((work) => work.about?.name ?? work.project?.name ?? '');
  const palette = commandById('help.palette');
  const key = useKeyOf('help.palette');
  return (
    <header className="header">
      <MenuBar />
      <h1 className="cut header-name">{name}</h1>
      <Pages />
      <button type="button" className="palette-button" onClick={() => void palette?.run(bench)}>
        <Icon name="search" size={14} /><span className="grow">{t('palette.open')}</span>{key === null ? null : <Kbd keys={key} />}
      </button>
    </header>
  );
}

/** Labelling and answering are two pages for those who do both. */
function Pages() {
  const { t } = useTranslation();
  const bench = useBench();
  const page = useScreen((screen) => screen.page);
  const role = useWork((work) => work.project?.role ?? null);
  const waiting = useWork((work) => waitingFlags(work.flags).length);
  if (!mayAnswer(role)) return null;
  return (
    <nav className="segmented" aria-label={t('pages.name')}>
      <button type="button" aria-pressed={page === 'work'} onClick={() => bench.screen.setState({ page: 'work' })}>{t('pages.work')}</button>
      <button type="button" aria-pressed={page === 'inbox'} onClick={() => bench.screen.setState({ page: 'inbox' })}>
        {t('pages.inbox')} {waiting === 0 ? null : <span className="badge accent">{formatNumber(waiting)}</span>}
      </button>
    </nav>
  );
}
