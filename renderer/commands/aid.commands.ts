import { AID_RESULTS, type AidOptions } from '../session/aidOptions.ts';
import type { Session } from '../session/sessionStore.ts';
import { isAid } from '../tools/toolbox.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const STEP = 3;

/** What “more” and “less” mean for the aid in the hand. */
function tuned({ tool, aids }: Session, by: number): AidOptions {
  if (tool === 'draw.superpixels') return { ...aids, cell: clamp(aids.cell + 2 * by, 8, 120) };
  if (tool === 'draw.wand') return { ...aids, tolerance: clamp(aids.tolerance + by, 0, 100) };
  return { ...aids, smoothing: clamp(aids.smoothing + Math.sign(by), 0, 10) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function tuneCommand(id: string, keys: readonly string[], by: number): Command<Workbench> {
  return {
    id, group: 'draw', keys, icon: null,
    enabled: (bench) => editable(bench) && isAid(bench.session.getState().tool),
    run: ({ session }) => session.setState((state) => ({ aids: tuned(state, by) })),
  };
}

/** A loose box around something becomes its outline. */
const tighten: Command<Workbench> = {
  id: 'object.tighten', group: 'object', keys: ['Alt+g'], icon: 'tighten',
  enabled: (bench) => {
    const [only, ...more] = chosen(bench);
    return editable(bench) && only !== undefined && more.length === 0 && openTask(bench)?.editor.document.track(only)?.kind === 'box' && bench.work.getState().stage !== null;
  },
  run: ({ session, work }) => {
    session.setState({ tool: 'draw.grabcut' });
    work.getState().stage?.confirm();
    work.getState().stage?.focus();
  },
};

const nextResult: Command<Workbench> = {
  id: 'aid.result', group: 'draw', keys: [], icon: null,
  enabled: (bench) => editable(bench) && isAid(bench.session.getState().tool),
  run: ({ session }) =>
    session.setState(({ aids }) => ({ aids: { ...aids, result: AID_RESULTS[(AID_RESULTS.indexOf(aids.result) + 1) % AID_RESULTS.length] ?? 'polygon' } })),
};

export const aidCommands: readonly Command<Workbench>[] = [tuneCommand('aid.more', ['Shift+Period'], STEP), tuneCommand('aid.less', ['Shift+Comma'], -STEP), nextResult, tighten];
