import { useTranslation } from 'react-i18next';
import { changeRelation, removeRelations, turnRelations } from '#shared/edits/relateTracks.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Relation } from '#shared/model/records.ts';
import { commandById } from '../../commands/commandList.ts';
import { chosenRelations } from '../../commands/relation.commands.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { LateText } from '../../ui/LateText.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useKeyOf } from '../useKeymap.ts';
import { ThingName } from './ThingName.tsx';
import './relations.css';

/** So many are listed; who has more finds them by the query. */
const MOST_LISTED = 60;

/** What the selected things are to others. Between several, only what is said among them. */
export function Relations({ document, chosen }: { readonly document: ReadDocument; readonly chosen: readonly TrackId[] }) {
  const { t } = useTranslation();
  const bench = useBench();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const key = useKeyOf('object.relate');
  const relations = chosenRelations(bench);
  const [only] = chosen;
  if (relations.length === 0 && chosen.length < 2) return null;
  return (
    <section className="relations" aria-label={t('relations.name')}>
      <div className="relations-head">
        <h3 className="grow">{t('relations.name')}</h3>
        {chosen.length < 2 || readOnly ? null : <Button icon="relate" onClick={() => void commandById('object.relate')?.run(bench)}>{t('relations.add')}{key === null ? null : <Kbd keys={key} />}</Button>}
      </div>
      {relations.length === 0 ? null : <ul>{relations.slice(0, MOST_LISTED).map((relation) => <RelationRow key={relation.id} document={document} relation={relation} own={chosen.length === 1 && only !== undefined ? only : null} readOnly={readOnly} />)}</ul>}
      {relations.length > MOST_LISTED ? <p className="small muted">{t('relations.more', { count: relations.length - MOST_LISTED })}</p> : null}
    </section>
  );
}

interface RelationRowProps {
  readonly document: ReadDocument;
  readonly relation: Relation;
  /** The thing from which it is seen; null: both ends are named. */
  readonly own: TrackId | null;
  readonly readOnly: boolean;
}

function RelationRow({ document, relation, own, readOnly }: RelationRowProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const { id, from, to, name, mutual } = relation;
  return (
    <li className="relation-row">
      <div className="relation-ends">
        {own === null ? <Other document={document} id={from} /> : null}
        <span role="img" aria-label={t(mutual ? 'relations.mutual' : own === to ? 'relations.comes' : 'relations.goes')}><Icon name={mutual ? 'swap' : own === to ? 'back' : 'forward'} size={13} /></span>
        <Other document={document} id={own === to ? from : to} />
      </div>
      <div className="relation-deeds">
        <LateText value={name} disabled={readOnly} name={t('relations.rename', { name })} onSettle={(next) => void bench.deeds.commit(changeRelation, { relation: id, name: next, mutual })} />
        {readOnly || mutual ? null : <IconButton icon="swap" small name={t('relations.turn', { name })} onClick={() => void bench.deeds.commit(turnRelations, { relations: [id] })} />}
        {readOnly ? null : <IconButton icon="trash" small name={t('relations.remove', { name })} onClick={() => void bench.deeds.commit(removeRelations, { relations: [id] })} />}
      </div>
    </li>
  );
}

/** Leads to it; pointed at, it is shown on the picture, since several may be called the same. */
function Other({ document, id }: { readonly document: ReadDocument; readonly id: TrackId }) {
  const bench = useBench();
  const track = document.track(id);
  if (track === undefined) return null;
  const show = (hovered: TrackId | null) => () => bench.session.setState({ hovered });
  return <button type="button" className="relation-end" onPointerEnter={show(id)} onPointerLeave={show(null)} onFocus={show(id)} onBlur={show(null)} onClick={() => bench.session.setState({ selection: new Set([id]), hovered: null, tool: 'select' })}><ThingName track={track} /></button>;
}
