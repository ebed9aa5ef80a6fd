import { useTranslation } from 'react-i18next';
import { commandList, GROUPS } from '../../commands/commandList.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useKeymap } from '../useKeymap.ts';
import './shortcuts.css';

/** Nine labels, one line. */
const SAME_AS_FIRST = /^object\.label[2-9]$/;

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} closeName={t('dialog.close')} onClose={onClose} width={980}>
      <ScrollRegion name={t('shortcuts.title')} className="shortcuts-room">
        <div className="shortcuts">{GROUPS.map((group) => <Group key={group} group={group} />)}</div>
      </ScrollRegion>
    </Dialog>
  );
}

function Group({ group }: { readonly group: (typeof GROUPS)[number] }) {
  const { t } = useTranslation();
  const keymap = useKeymap();
  const keysOf = (id: string): readonly string[] => keymap.get(id) ?? [];
  const own = commandList.filter((command) => command.group === group && keysOf(command.id).length > 0 && !SAME_AS_FIRST.test(command.id));
  return (
    <section>
      <h3>{t(`group.${group}`)}</h3>
      <dl>
        {own.map((command) => (
          <div key={command.id}>
            <dt>{t(command.id === 'object.label1' ? 'shortcuts.labels' : `command.${command.id}`)}</dt>
            <dd>{keysOf(command.id).slice(0, 2).map((chord) => <Kbd key={chord} keys={chord} />)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
