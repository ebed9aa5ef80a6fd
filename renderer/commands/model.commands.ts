import type { Proposal } from '#shared/model/records.ts';
import type { Command } from './command.ts';
import { editable, openTask } from './look.ts';
import { acceptOne, acceptSure, correctOne, currentProposal, proposalsOf, refuseOne, stepProposal, sureOnes } from './lookAtProposals.ts';
import type { Workbench } from './workbench.ts';

function onCurrent(id: string, keys: readonly string[], act: (bench: Workbench, proposal: Proposal) => void): Command<Workbench> {
  return {
    id: `proposal.${id}`, group: 'model', keys, icon: null,
    enabled: (bench) => editable(bench) && currentProposal(bench) !== null,
    run: (bench) => {
      const proposal = currentProposal(bench);
      if (proposal !== null) act(bench, proposal);
    },
  };
}

/** Models and what they offer. Nothing a model offers enters the labels without one of these verdicts. */
export const modelCommands: readonly Command<Workbench>[] = [
  { id: 'model.manage', group: 'model', keys: ['$mod+m'], icon: 'model', enabled: () => true, run: ({ screen }) => screen.setState({ dialog: 'models' }) },
  { id: 'model.detect', group: 'model', keys: ['Alt+d'], icon: 'detect', enabled: (bench) => editable(bench) && openTask(bench)?.item.media === 'image', run: ({ deeds }) => deeds.detect() },
  { id: 'proposal.next', group: 'model', keys: ['u'], icon: null, enabled: (bench) => proposalsOf(bench).length > 0, run: (bench) => stepProposal(bench, 1) },
  { id: 'proposal.previous', group: 'model', keys: ['Alt+u'], icon: null, enabled: (bench) => proposalsOf(bench).length > 0, run: (bench) => stepProposal(bench, -1) },
  onCurrent('accept', ['a'], acceptOne),
  onCurrent('correct', ['Shift+a'], correctOne),
  onCurrent('refuse', ['r'], refuseOne),
  { id: 'proposal.acceptSure', group: 'model', keys: ['Alt+a'], icon: null, enabled: (bench) => editable(bench) && sureOnes(bench).length > 0, run: acceptSure },
  { id: 'aid.other', group: 'draw', keys: ['Shift+s'], icon: null, enabled: (bench) => editable(bench) && bench.session.getState().tool === 'draw.click', run: ({ work }) => work.getState().stage?.otherProposal() },
];
