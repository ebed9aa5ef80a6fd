import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { commandById } from '../../commands/commandList.ts';
import { TOOL_OF } from '../../commands/draw.commands.ts';
import { TOGGLE_OF } from '../../commands/topology.commands.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { isIconName } from '../../ui/Icon.tsx';
import { useBench } from '../benchContext.ts';
import { useKeyOf } from '../useKeymap.ts';

/** A command's `enabled` looks at session, work and document alike, so its button reads again when any of them moves. */
export function useEnabled(id: string): { readonly enabled: boolean; readonly run: () => void } {
  const bench = useBench();
  useStore(bench.work);
  useStore(bench.session, (session) => session.selection);
  useStore(bench.session, (session) => session.motion.is);
  useStore(bench.session, (session) => session.drafting);
  const command = commandById(id);
  return { enabled: command?.enabled(bench) ?? false, run: () => void command?.run(bench) };
}

export function CommandButton({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const bench = useBench();
  const command = commandById(id);
  const { enabled, run } = useEnabled(id);
  const tool = useStore(bench.session, (session) => session.tool);
  const topology = useStore(bench.session, (session) => session.topology);
  const toggled = TOGGLE_OF[id];
  const key = useKeyOf(id);
  if (command === null || command.icon === null || !isIconName(command.icon)) return null;
  const own = TOOL_OF[id];
  const pressed = own === undefined ? (toggled === undefined ? null : topology[toggled]) : own === tool;
  return <IconButton icon={command.icon} name={t(`command.${id}`)} hint={key} disabled={!enabled} onClick={run} {...(pressed === null ? {} : { 'aria-pressed': pressed })} />;
}
