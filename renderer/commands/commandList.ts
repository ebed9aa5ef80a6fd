import { arrangeCommands } from './arrange.commands.ts';
import { clipboardCommands } from './clipboard.commands.ts';
import { aidCommands } from './aid.commands.ts';
import { clipCommands } from './clip.commands.ts';
import type { Command } from './command.ts';
import { drawCommands } from './draw.commands.ts';
import { editCommands } from './edit.commands.ts';
import { fileCommands } from './file.commands.ts';
import { findCommands } from './find.commands.ts';
import { flagCommands } from './flag.commands.ts';
import { guidelineCommands } from './guideline.commands.ts';
import { helpCommands } from './help.commands.ts';
import { maskCommands } from './mask.commands.ts';
import { modelCommands } from './model.commands.ts';
import { motionCommands } from './motion.commands.ts';
import { objectCommands } from './object.commands.ts';
import { objectStateCommands } from './objectState.commands.ts';
import { relationCommands } from './relation.commands.ts';
import { stageCommands } from './stage.commands.ts';
import { syncCommands } from './sync.commands.ts';
import { tagCommands } from './tag.commands.ts';
import { taskCommands } from './task.commands.ts';
import { trackCommands } from './track.commands.ts';
import { viewCommands } from './view.commands.ts';
import type { Workbench } from './workbench.ts';

/** Every verb of the program. Toolbar, menus, palette, shortcut sheet and keymap are views of this list. */
export const commandList: readonly Command<Workbench>[] = [
  ...fileCommands, ...editCommands, ...clipboardCommands, ...drawCommands, ...aidCommands, ...objectCommands, ...maskCommands, ...objectStateCommands, ...relationCommands, ...findCommands, ...tagCommands, ...arrangeCommands, ...viewCommands, ...stageCommands, ...taskCommands, ...modelCommands, ...clipCommands, ...trackCommands, ...motionCommands, ...flagCommands, ...guidelineCommands, ...syncCommands, ...helpCommands,
];

export const GROUPS = ['file', 'edit', 'draw', 'object', 'arrange', 'view', 'stage', 'clip', 'track', 'task', 'model', 'flag', 'sync', 'help'] as const;

export function commandById(id: string): Command<Workbench> | null {
  return commandList.find((command) => command.id === id) ?? null;
}
