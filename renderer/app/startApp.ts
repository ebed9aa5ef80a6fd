import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import type { Work, Workbench } from '../commands/workbench.ts';
import { connectHost, type HostConnection } from '../host/connectHost.ts';
import { messageOf, startI18n } from '../i18n/i18n.ts';
import { ModelShelf } from '../local/modelShelf.ts';
import { ModelDesk } from '../models/modelDesk.ts';
import { createModelsStore } from '../models/modelsStore.ts';
import { screenStore } from '../session/screenStore.ts';
import { seeingStore } from '../session/seeingStore.ts';
import { OwnDesk } from '../own/ownDesk.ts';
import { sessionStore } from '../session/sessionStore.ts';
import { startModels } from '../workers/startModels.ts';
import { startWorkspace } from '../sync/startWorkspace.ts';
import { App } from './App.tsx';
import { createDeeds } from './createDeeds.ts';
import { EMPTY_WORK } from './emptyWork.ts';
import { createFolderQuestion, type FolderQuestion } from './folderQuestion.ts';
import type { Hall } from './hall.ts';
import { keepSeeing } from './keepSeeing.ts';
import { recall, rememberKeymap, rememberTheme } from './remember.ts';
import { showTheme } from './showTheme.ts';
import { StartFailure } from './StartFailure.tsx';
import { watchHost } from './watchHost.ts';
import { watchTime } from './watchTime.ts';
import { after, clock, newId, tick } from './windowMachine.ts';

/** The composition root: everything is made here and handed down. */
export async function startApp(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  try {
    const connection = await connectHost();
    await startI18n(connection.info.language);
    const { workspace } = startWorkspace(connection);
    await showApp(root, connection, workspace);
  } catch (error) {
    await startI18n(navigator.language);
    root.render(createElement(StartFailure, { message: messageOf(error) }));
  }
}

async function showApp(root: Root, connection: HostConnection, workspace: Workbench['workspace']): Promise<void> {
  const { host, info } = connection;
  const can: Workbench['can'] = (what) => connection.can(what);
  const work = createStore<Work>(() => EMPTY_WORK);
  const question: FolderQuestion = createFolderQuestion(screenStore);
  const own = new OwnDesk({ workspace, clock, newId, after });
  const inside: Hall = { host, workspace, work, screen: screenStore, session: sessionStore, clock, newId, can, browse: question.ask, after, tick, room: null, own };
  const models = new ModelDesk({ shelf: () => new ModelShelf(), start: startModels, store: createModelsStore(), now: clock.now });
  const bench: Workbench = { host, info, can, workspace, clock, newId, after, session: sessionStore, screen: screenStore, seeing: seeingStore, work, deeds: createDeeds(inside, models), models };
  await startLook(host);
  watchHost(bench, connection);
  watchTime(inside, own);
  keepSeeing(bench);
  root.render(createElement(App, { bench, question, own }));
  if (info.open !== null) void bench.deeds.openFolder(info.open);
}

/** Theme and keymap as they were chosen, and written down whenever they change. */
async function startLook(host: Workbench['host']): Promise<void> {
  const { theme, keymap } = await recall({ host });
  screenStore.setState({ theme, keymap });
  showTheme(theme);
  screenStore.subscribe((screen, before) => {
    if (screen.keymap !== before.keymap) void rememberKeymap({ host }, screen.keymap);
    if (screen.theme === before.theme) return;
    showTheme(screen.theme);
    void rememberTheme({ host }, screen.theme);
  });
}
