import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandList, GROUPS } from '../../commands/commandList.ts';
import { clashesOf } from '../../commands/keymaps.ts';
import { KEYMAPS, type KeymapId } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { keyLabel } from '../../ui/keyLabel.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBench, useScreen } from '../benchContext.ts';
import { useKeymap } from '../useKeymap.ts';
import { KeyRow } from './KeyRow.tsx';
import './keys.css';

/** Chooses a keymap and changes single keys; what clashes is said and not silently undone. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const keymap = useKeymap();
  const shown = commandList.filter(({ id }) => wanted === '' || t(`command.${id}`).toLowerCase().includes(wanted) || (keymap.get(id) ?? []).some((chord) => keyLabel(chord).toLowerCase().includes(wanted)));
  return (
    <Dialog title={t('keys.title')} closeName={t('dialog.close')} onClose={onClose} width={760}>
      <div className="keys-head">
        <Preset />
        <Field name={t('keys.search')}>{(props) => <input {...props} className="input" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />}</Field>
      </div>
      <Clashes />
      <ScrollRegion name={t('keys.list')} className="keys-room">
        {GROUPS.map((group) => {
          const own = shown.filter((command) => command.group === group);
          return own.length === 0 ? null : (
            <section key={group}>
              <h3>{t(`group.${group}`)}</h3>
              {own.map(({ id }) => <KeyRow key={id} id={id} />)}
            </section>
          );
        })}
      </ScrollRegion>
    </Dialog>
  );
}

function Preset() {
  const { t } = useTranslation();
  const bench = useBench();
  const { preset, own } = useScreen((screen) => screen.keymap);
  const changed = Object.keys(own).length;
  return (
    <>
      <Field name={t('keys.preset')}>
        {(props) => (
          <select {...props} className="input" value={preset} onChange={(event) => bench.screen.setState({ keymap: { preset: event.target.value as KeymapId, own } })}>
            {KEYMAPS.map((id) => <option key={id} value={id}>{t(`keymap.${id}`)}</option>)}
          </select>
        )}
      </Field>
      <Button look="plain" disabled={changed === 0} onClick={() => bench.screen.setState({ keymap: { preset, own: {} } })}>{t('keys.resetAll', { count: changed })}</Button>
    </>
  );
}

function Clashes() {
  const { t } = useTranslation();
  const clashes = [...clashesOf(useKeymap())];
  if (clashes.length === 0) return null;
  return (
    <Notice tone="warn">
      {clashes.slice(0, 6).map(([chord, ids]) => <div key={chord}>{t('keys.clash', { key: keyLabel(chord), commands: ids.map((id) => t(`command.${id}`)).join(' · ') })}</div>)}
    </Notice>
  );
}
