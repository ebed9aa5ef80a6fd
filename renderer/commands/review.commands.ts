import type { FindingVerdict } from '#shared/model/records.ts';
import { clipInHand } from './clip.commands.ts';
import type { Command } from './command.ts';
import { editable } from './look.ts';
import { currentFinding, findingsInHand, judge, stepFinding } from './lookAtFindings.ts';
import type { Workbench } from './workbench.ts';

function verdict([id, ...keys]: readonly [string, ...string[]], said: FindingVerdict['said'] | null): Command<Workbench> {
  return {
    id: `finding.${id}`, group: 'task', keys, icon: null,
    enabled: (bench) => editable(bench) && currentFinding(bench) !== null,
    run: (bench) => {
      const finding = currentFinding(bench);
      if (finding !== null) judge(bench, finding, said);
    },
  };
}

/** Looking through a clip with other eyes: review clips out, their marks back, and what was found one after another. */
export const reviewCommands: readonly Command<Workbench>[] = [
  { id: 'review.make', group: 'clip', keys: ['$mod+Shift+e'], icon: 'film', enabled: (bench) => clipInHand(bench) !== null && bench.can('local-files'), run: ({ screen }) => screen.setState({ dialog: 'review' }) },
  { id: 'review.bring', group: 'clip', keys: ['$mod+Alt+i'], icon: null, enabled: (bench) => clipInHand(bench) !== null && editable(bench), run: ({ screen }) => screen.setState({ dialog: 'marks' }) },
  { id: 'finding.next', group: 'task', keys: ['F8'], icon: null, enabled: (bench) => findingsInHand(bench).length > 0, run: (bench) => stepFinding(bench, 1) },
  { id: 'finding.previous', group: 'task', keys: ['Shift+F8'], icon: null, enabled: (bench) => findingsInHand(bench).length > 0, run: (bench) => stepFinding(bench, -1) },
  verdict(['fixed', 'Alt+Shift+Digit1'], 'fixed'),
  verdict(['fine', 'Alt+Shift+Digit2'], 'fine'),
  verdict(['gap', 'Alt+Shift+Digit3'], 'guideline_gap'),
  verdict(['wrong', 'Alt+Shift+Digit4'], 'check_wrong'),
  verdict(['reopen', 'Alt+Shift+Digit0'], null),
];
