import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWork } from '../benchContext.ts';
import { useSavedFilters } from './useSavedFilters.ts';

interface SavedFiltersProps {
  /** The question as written; empty while there is none or it cannot be read. */
  readonly text: string;
  readonly onChoose: (text: string) => void;
}

/** The filters kept for this project, and keeping the one that is written. */
export function SavedFilters({ text, onChoose }: SavedFiltersProps) {
  const { t } = useTranslation();
  const { filters, save, drop } = useSavedFilters();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="icon-button small" aria-label={t('filters.name')} title={t('filters.name')}><Icon name="bookmark" size={14} /></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu filters-menu" align="end" sideOffset={4} collisionPadding={8} data-own-keys>
          {filters.length === 0 ? <p className="small muted">{t('filters.none')}</p> : null}
          {filters.map((filter) => (
            <div key={filter.name} className="filters-row">
              <button type="button" className="button plain grow cut" title={filter.text} onClick={() => { onChoose(filter.text); setOpen(false); }}>{filter.name}</button>
              <IconButton small icon="trash" name={t('filters.drop', { name: filter.name })} onClick={() => drop(filter.name)} />
            </div>
          ))}
          <Examples onChoose={(example) => { onChoose(example); setOpen(false); }} />
          {text === '' ? null : <Keep text={text} onKeep={(name) => { save({ name, text }); setOpen(false); }} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Questions about time that are worth asking of every clip. */
const EXAMPLES = { jump: 'jump > 40', short: 'length < 10', single: 'keyframes = 1', gap: 'gap > 0' } as const;

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const onClip = useWork((work) => work.clip !== null);
  if (!onClip) return null;
  return (
    <>
      <p className="small muted">{t('filters.examples')}</p>
      {Object.entries(EXAMPLES).map(([name, example]) => <button key={name} type="button" className="button plain filters-row" title={example} onClick={() => onChoose(example)}>{t(`example.${name}`)}</button>)}
    </>
  );
}

function Keep({ text, onKeep }: { readonly text: string; readonly onKeep: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(text.slice(0, 80));
  return (
    <form className="filters-row" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') onKeep(name.trim()); }}>
      <input className="input grow" aria-label={t('filters.newName')} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className="button">{t('filters.keep')}</button>
    </form>
  );
}
