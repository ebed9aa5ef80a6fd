import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { chordOf, usersOf } from '../../commands/keymaps.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { keyLabel } from '../../ui/keyLabel.ts';
import { useBench, useScreen } from '../benchContext.ts';
import { useKeymap } from '../useKeymap.ts';

/** One command with its keys. A key that another command has is taken only after saying so. */
export function KeyRow({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const keys = useKeymap().get(id) ?? [];
  const edit = useOwnKeys(id);
  const [recording, setRecording] = useState(false);
  const [asked, setAsked] = useState<{ readonly chord: string; readonly users: readonly string[] } | null>(null);
  const name = t(`command.${id}`);
  const record = (chord: string): void => {
    const users = edit.usersOf(chord);
    setRecording(false);
    if (users.length > 0) setAsked({ chord, users });
    else edit.set([chord]);
  };
  return (
    <div className="keys-row">
      <span className="grow cut">{name}</span>
      {recording ? <Recorder name={t('keys.press')} onChord={record} onLeave={() => setRecording(false)} /> : keys.map((chord) => <Kbd key={chord} keys={chord} />)}
      {edit.isOwn ? <IconButton small icon="undo" name={t('keys.reset', { name })} onClick={edit.reset} /> : null}
      {keys.length === 0 ? null : <IconButton small icon="close" name={t('keys.none', { name })} onClick={() => edit.set([])} />}
      <IconButton small icon="keyboard" name={t('keys.change', { name })} onClick={() => setRecording(true)} />
      {asked === null ? null : (
        <div className="keys-asked" role="alert">
          <span className="grow">{t('keys.taken', { key: keyLabel(asked.chord), commands: asked.users.map((user) => t(`command.${user}`)).join(' · ') })}</span>
          <button type="button" className="button primary" onClick={() => { edit.take(asked.chord, asked.users); setAsked(null); }}>{t('keys.take')}</button>
          <button type="button" className="button" onClick={() => setAsked(null)}>{t('dialog.cancel')}</button>
        </div>
      )}
    </div>
  );
}

interface OwnKeysEdit {
  readonly isOwn: boolean;
  readonly usersOf: (chord: string) => readonly string[];
  readonly set: (keys: readonly string[]) => void;
  readonly reset: () => void;
  readonly take: (chord: string, from: readonly string[]) => void;
}

function useOwnKeys(id: string): OwnKeysEdit {
  const bench = useBench();
  const keymap = useKeymap();
  const choice = useScreen((screen) => screen.keymap);
  const write = (own: Readonly<Record<string, readonly string[]>>): void => bench.screen.setState({ keymap: { ...choice, own } });
  return {
    isOwn: Object.hasOwn(choice.own, id),
    usersOf: (chord) => usersOf(keymap, chord, id),
    set: (keys) => write({ ...choice.own, [id]: keys }),
    reset: () => write(Object.fromEntries(Object.entries(choice.own).filter(([one]) => one !== id))),
    take: (chord, from) => {
      const without = from.map((user) => [user, (keymap.get(user) ?? []).filter((one) => usersOf(new Map([[user, [one]]]), chord, id).length === 0)] as const);
      write({ ...choice.own, ...Object.fromEntries(without), [id]: [chord] });
    },
  };
}

/** Waits for one chord. Escape gives up; Tab can be chosen too, so that leaving is by Escape or by pointer. */
function Recorder({ name, onChord, onLeave }: { readonly name: string; readonly onChord: (chord: string) => void; readonly onLeave: () => void }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onLeave();
    const chord = chordOf(event.nativeEvent);
    if (chord !== null) onChord(chord);
  };
  return <button type="button" className="button keys-recorder" ref={(button) => button?.focus()} onKeyDown={onKeyDown} onBlur={onLeave}>{name}</button>;
}
