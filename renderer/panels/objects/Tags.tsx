import { useTranslation } from 'react-i18next';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import type { LabelId } from '#shared/model/ids.ts';
import { toggleTag } from '../../commands/tag.commands.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';

/** Labels of the whole picture. */
export function Tags() {
  const { t } = useTranslation();
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const tags = useDocument()?.tracks().filter(({ kind }) => kind === 'tag') ?? [];
  const free = labels.filter((label) => (label.kinds.length === 0 || label.kinds.includes('tag')) && tags.every((tag) => tag.label !== label.id));
  if (tags.length === 0 && (readOnly || free.length === 0)) return null;
  return (
    <section className="tags" aria-label={t('tags.name')}>
      <Icon name="tag" size={14} />
      {tags.map((tag) => {
        const label = labels.find(({ id }) => id === tag.label);
        const name = label?.name ?? t('objects.unlabelled');
        return (
          <span key={tag.id} className="tag-chip">
            <span className="swatch" style={{ background: label?.color ?? 'transparent' }} />
            <span className="cut">{name}</span>
            {readOnly ? null : <button type="button" className="icon-button small" aria-label={t('tags.remove', { name })} title={t('tags.remove', { name })} onClick={() => void bench.deeds.commit(removeTracks, { tracks: [tag.id] })}><Icon name="close" size={12} /></button>}
          </span>
        );
      })}
      {readOnly || free.length === 0 ? null : (
        <select className="input slim" aria-label={t('tags.add')} value="" onChange={(event) => toggleTag(bench, event.target.value as LabelId)}>
          <option value="" disabled>{t('tags.add')}</option>
          {free.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      )}
    </section>
  );
}
