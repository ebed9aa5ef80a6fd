import { Menubar } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../commands/command.ts';
import { commandList, GROUPS } from '../../commands/commandList.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useKeyOf } from '../useKeymap.ts';
import './menus.css';

const SHOWN = GROUPS.filter((group) => group !== 'stage' && group !== 'draw');
const OF_CLIPS: ReadonlySet<string> = new Set(['clip', 'track']);
const HIDDEN = /^object\.label\d$/;

export function MenuBar() {
  const { t } = useTranslation();
  const onClip = useWork((work) => work.clip !== null);
  return (
    <Menubar.Root className="menubar" aria-label={t('menu.name')}>
      {SHOWN.filter((group) => onClip || !OF_CLIPS.has(group)).map((group) => (
        <Menubar.Menu key={group}>
          <Menubar.Trigger className="menubar-trigger">{t(`group.${group}`)}</Menubar.Trigger>
          <Menubar.Content className="menu" align="start" sideOffset={2} collisionPadding={8}>
            {commandList.filter((command) => command.group === group && !HIDDEN.test(command.id)).map((command) => <Entry key={command.id} command={command} />)}
          </Menubar.Content>
        </Menubar.Menu>
      ))}
    </Menubar.Root>
  );
}

function Entry({ command }: { readonly command: Command<Workbench> }) {
  const { t } = useTranslation();
  const bench = useBench();
  const first = useKeyOf(command.id);
  return (
    <Menubar.Item className="menu-item" disabled={!command.enabled(bench)} onSelect={() => void command.run(bench)}>
      <span className="grow">{t(`command.${command.id}`)}</span>
      {first === null ? null : <Kbd keys={first} />}
    </Menubar.Item>
  );
}
