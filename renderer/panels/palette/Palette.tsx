import { Command as Cmdk } from 'cmdk';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../commands/command.ts';
import { commandList, GROUPS } from '../../commands/commandList.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench } from '../benchContext.ts';
import { useKeymap } from '../useKeymap.ts';
import './palette.css';

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const keymap = useKeymap();
  const usable = commandList.filter((command) => command.group !== 'stage' && command.id !== 'help.palette' && command.enabled(bench));
  const run = (command: Command<Workbench>): void => {
    onClose();
    queueMicrotask(() => void command.run(bench));
  };
  return (
    <Dialog title={t('palette.title')} closeName={t('dialog.close')} onClose={onClose} width={560}>
      <Cmdk label={t('palette.title')} className="palette" loop>
        <Cmdk.Input className="input" placeholder={t('palette.placeholder')} />
        <Cmdk.List className="palette-list" label={t('palette.title')}>
          <Cmdk.Empty className="palette-empty">{t('palette.empty')}</Cmdk.Empty>
          {GROUPS.map((group) => {
            const own = usable.filter((command) => command.group === group);
            if (own.length === 0) return null;
            return (
              <Cmdk.Group key={group} heading={t(`group.${group}`)} className="palette-group">
                {own.map((command) => (
                  <Cmdk.Item key={command.id} value={`${t(`group.${group}`)} ${t(`command.${command.id}`)}`} className="palette-item" onSelect={() => run(command)}>
                    <span className="grow">{t(`command.${command.id}`)}</span>
                    <Key chord={keymap.get(command.id)?.[0] ?? null} />
                  </Cmdk.Item>
                ))}
              </Cmdk.Group>
            );
          })}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

function Key({ chord }: { readonly chord: string | null }) {
  return chord === null ? null : <Kbd keys={chord} />;
}
