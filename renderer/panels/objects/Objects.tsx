import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Empty } from '../../ui/Empty.tsx';
import { useBench, useScreen, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useKeyOf } from '../useKeymap.ts';
import { keyLabel } from '../../ui/keyLabel.ts';
import { GROUPINGS, SORTS, type Grouping, type Sort } from './listRows.ts';
import { ProposalList } from '../proposals/ProposalList.tsx';
import { ObjectList } from './ObjectList.tsx';
import { QueryField } from './QueryField.tsx';
import { Selected } from './Selected.tsx';
import { Tags } from './Tags.tsx';
import { useObjects, type ObjectsView } from './useObjects.ts';
import './objects.css';

export function Objects() {
  const { t } = useTranslation();
  const document = useDocument();
  const view = useObjects(document);
  const question = useScreen((screen) => screen.question);
  if (document === null) return <Empty icon="layers" title={t('objects.closed')} />;
  return (
    <div className="side-panel">
      <QueryField />
      <Head view={view} narrowed={question !== ''} />
      <Tags />
      <ProposalList />
      {view.rows.length > 0 ? <ObjectList view={view} /> : question !== '' && view.total > 0 ? <Empty icon="search" title={t('objects.noneFound')} /> : <NothingYet />}
      <Selected found={question === '' ? [] : view.tracks} />
    </div>
  );
}

function NothingYet() {
  const { t } = useTranslation();
  const [box, polygon, cuboid] = [useKeyOf('draw.box'), useKeyOf('draw.polygon'), useKeyOf('draw.cuboid')];
  const inSpace = useWork((work) => work.open?.item.media === 'sequence');
  if (inSpace) return <Empty icon="cuboid" title={t('objects.none')}>{t('objects.none.space', { cuboid: keyLabel(cuboid ?? '') })}</Empty>;
  return <Empty icon="box" title={t('objects.none')}>{t('objects.none.about', { box: keyLabel(box ?? ''), polygon: keyLabel(polygon ?? '') })}</Empty>;
}

function Head({ view, narrowed }: { readonly view: ObjectsView; readonly narrowed: boolean }) {
  const { t } = useTranslation();
  const bench = useBench();
  const shown = formatNumber(view.total);
  return (
    <div className="panel-head">
      <span className="grow small muted cut">{narrowed ? t('objects.found', { count: view.total, found: formatNumber(view.tracks.length), shown }) : t('objects.count', { count: view.total, shown })}</span>
      {view.conflicts === 0 ? null : (
        <button type="button" className="filter problem" onClick={() => bench.screen.setState({ question: 'conflict' })}>
          {t('objects.conflicts')}<span className="number">{formatNumber(view.conflicts)}</span>
        </button>
      )}
      <Choice name={t('objects.sort')} value={view.sort} options={SORTS} textOf={(sort) => t(`objectSort.${sort}`)} onChoose={(sort: Sort) => view.arrange({ sort })} />
      <Choice name={t('objects.group')} value={view.grouping} options={GROUPINGS} textOf={(grouping) => t(`objectGroup.${grouping}`)} onChoose={(grouping: Grouping) => view.arrange({ grouping })} />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly textOf: (option: T) => string;
  readonly onChoose: (option: T) => void;
}

function Choice<T extends string>({ name, value, options, textOf, onChoose }: ChoiceProps<T>) {
  return (
    <select className="input slim" aria-label={name} title={name} value={value} onChange={(event) => onChoose(options.find((option) => option === event.target.value) ?? value)}>
      {options.map((option) => <option key={option} value={option}>{textOf(option)}</option>)}
    </select>
  );
}
