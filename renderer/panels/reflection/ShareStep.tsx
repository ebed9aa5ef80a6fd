import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FEWEST_PEOPLE } from '#shared/reflection/themes.ts';
import { shareables, sharesOf, type Shareable, type Sharing } from '#shared/reflection/shares.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useAsk } from '../useAsk.ts';
import { useSharedFacts } from './useSharedFacts.ts';
import type { Reflecting } from './useReflection.ts';

/** Exactly what leaves this machine, item by item. Among fewer than five nobody is without a name, and that is said. */
export function ShareStep({ reflecting }: { readonly reflecting: Reflecting }) {
  const { t } = useTranslation();
  const bench = useBench();
  const shared = useSharing();
  const facts = useSharedFacts();
  const [said, setSaid] = useState<ReadonlyMap<string, Sharing>>(new Map());
  const { current } = reflecting;
  if (current === null || shared === null) return null;
  const items = shareables(current, facts);
  const of = (key: string): Sharing => (shared.choices.length === 1 ? 'private' : (said.get(key) ?? (shared.choices.includes('unnamed') ? 'unnamed' : 'private')));
  const shares = sharesOf(current.id, items, { of, name: shared.name, now: bench.clock.now() });
  const finish = async (): Promise<void> => {
    if (await reflecting.share(shares)) reflecting.set({ state: 'done' });
  };
  return (
    <>
      {shared.note === null ? null : <Notice tone="plain">{t(shared.note)}</Notice>}
      <h3>{t('reflection.leaves')}</h3>
      {items.length === 0 ? <p className="small muted">{t('reflection.leaves.none')}</p> : null}
      {items.map((item) => <Item key={item.key} item={item} choices={shared.choices} sharing={of(item.key)} onSay={(sharing) => setSaid((old) => new Map([...old, [item.key, sharing]]))} />)}
      <Button look="primary" onClick={() => void finish()}>{t('reflection.finish', { count: shares.length })}</Button>
    </>
  );
}

function Item({ item: { share }, choices, sharing, onSay }: { readonly item: Shareable; readonly choices: readonly Sharing[]; readonly sharing: Sharing; readonly onSay: (sharing: Sharing) => void }) {
  const { t } = useTranslation();
  const words = [...share.labels, ...(share.effort === null ? [] : [t('reflection.effort.is', { effort: share.effort })]), ...share.tags.map((tag) => t(`whyTag.${tag}`)), share.text].filter((part) => part !== '').join(' · ');
  return (
    <div className="reflection-item">
      <p dir="auto"><span className="badge">{t(`shared.${share.what}`)}</span> {sharing === 'private' ? <s>{words}</s> : words}</p>
      <div className="segmented" role="group" aria-label={t('reflection.sharing')}>{choices.map((choice) => <button key={choice} type="button" aria-pressed={sharing === choice} onClick={() => onSay(choice)}>{t(`sharing.${choice}`)}</button>)}</div>
    </div>
  );
}

interface Offered {
  readonly choices: readonly Sharing[];
  readonly name: string | null;
  readonly note: 'reflection.small' | 'reflection.alone' | null;
}

/** Which ways of sharing there are: none without a server, only by name among few. */
function useSharing(): Offered | null {
  const bench = useBench();
  const project = useWork((work) => work.project);
  const me = useWork((work) => work.me);
  const account = project?.account ?? null;
  const { value, problem } = useAsk(async (signal) => (account === null || project === null ? [] : bench.host.server.members({ account, project: project.id }, { signal })), `${account} ${project?.id ?? ''}`);
  if (account === null || problem !== null) return { choices: ['private'], name: null, note: 'reflection.alone' };
  if (value === null) return null;
  const name = value.find(({ id }) => id === me)?.name ?? null;
  const few = value.filter(({ role }) => role === 'annotator').length < FEWEST_PEOPLE;
  return { choices: few ? ['named', 'private'] : ['named', 'unnamed', 'private'], name, note: few ? 'reflection.small' : null };
}
