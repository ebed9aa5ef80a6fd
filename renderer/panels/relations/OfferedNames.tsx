import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editProject } from '#shared/edits/project.ts';
import { MOST_RELATION_NAME } from '#shared/model/records.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useWork } from '../benchContext.ts';
import './relations.css';

/** The names of relations a project offers. Relations that have a name stay when it is no longer offered. */
export function OfferedNames() {
  const { t } = useTranslation();
  const bench = useBench();
  const about = useWork((work) => work.about);
  const [typed, setTyped] = useState('');
  if (about === null) return null;
  const offer = (relations: readonly string[]): boolean => bench.deeds.commit(editProject, { project: about.id, set: { relations } });
  return (
    <section className="offered-names" aria-label={t('relations.offered')}>
      <h3>{t('relations.offered')}</h3>
      <ul>
        {about.relations.map((name) => (
          <li key={name} className="label-row">
            <span className="grow cut">{name}</span>
            <IconButton icon="trash" small name={t('relations.offered.remove', { name })} onClick={() => void offer(about.relations.filter((one) => one !== name))} />
          </li>
        ))}
      </ul>
      <form className="label-add" onSubmit={(event) => { event.preventDefault(); if (offer([...about.relations, typed.trim()])) setTyped(''); }}>
        <input className="input" value={typed} maxLength={MOST_RELATION_NAME} placeholder={t('relate.example')} aria-label={t('relations.offered.new')} onChange={(event) => setTyped(event.target.value)} />
        <Button type="submit" icon="plus" disabled={typed.trim() === ''}>{t('relations.offered.add')}</Button>
      </form>
    </section>
  );
}
