import type { Work } from '../commands/workbench.ts';
import { countRows } from '../session/taskQueue.ts';

/** What the window knows before a project is open. */
export const EMPTY_WORK: Work = {
  project: null, me: 'local', about: null, labels: [], items: [], index: { found: 0, done: false, skipped: [] }, rows: [], counts: countRows([]), flags: [],
  editor: null, open: null, opening: false, problem: null, status: null, stage: null, clip: null, trace: { run: null, result: null }, survey: null, clips: new Map(), unsaved: 0, failed: false, paused: false, revision: 0, panel: null, look: null,
};
