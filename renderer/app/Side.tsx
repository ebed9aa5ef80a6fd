import { Tabs } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Labels } from '../panels/labels/Labels.tsx';
import { GuidelinePanel } from '../panels/guideline/GuidelinePanel.tsx';
import { MyFlags } from '../panels/flags/MyFlags.tsx';
import { Objects } from '../panels/objects/Objects.tsx';
import { useBench, useScreen } from '../panels/benchContext.ts';
import type { SideTab } from '../session/screenStore.ts';

const TABS: readonly { readonly id: SideTab; readonly Panel: () => React.JSX.Element }[] = [
  { id: 'objects', Panel: Objects }, { id: 'labels', Panel: Labels }, { id: 'flags', Panel: MyFlags }, { id: 'guideline', Panel: GuidelinePanel },
];

export function Side() {
  const { t } = useTranslation();
  const bench = useBench();
  const side = useScreen((screen) => screen.side);
  const choose = (value: string): void => bench.screen.setState({ side: TABS.find(({ id }) => id === value)?.id ?? 'objects' });
  return (
    <Tabs.Root asChild value={side} onValueChange={choose}>
      <aside className="side" aria-label={t('side.name')}>
      <Tabs.List className="side-tabs" aria-label={t('side.name')}>
        {TABS.map(({ id }) => <Tabs.Trigger key={id} value={id} className="side-tab">{t(`side.${id}`)}</Tabs.Trigger>)}
      </Tabs.List>
      {TABS.map(({ id, Panel }) => <Tabs.Content key={id} value={id} className="side-room" tabIndex={-1}><Panel /></Tabs.Content>)}
      </aside>
    </Tabs.Root>
  );
}
