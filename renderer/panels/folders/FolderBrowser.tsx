import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowseAnswer, FolderGrant } from '#shared/bridge/hostContract.ts';
import { codeMessage, messageOf, say } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { toast } from '../../session/screenStore.ts';
import './folders.css';

/** A folder dialog for hosts that have none of their own. Places are opaque; only names are shown. */
export function FolderBrowser({ onChoose, onClose }: { readonly onChoose: (grant: FolderGrant) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [place, setPlace] = useState<string | null>(null);
  const asked = useAsk((signal) => bench.host.dialogs.browse({ place }, { signal }), place ?? '');
  const here = asked.value?.place ?? null;
  const choose = async (): Promise<void> => {
    if (here === null) return;
    try {
      onChoose(await bench.host.dialogs.choose({ place: here }));
    } catch (error) {
      toast(bench.screen, 'bad', say(messageOf(error)));
    }
  };
  const foot = (
    <>
      <span className="grow small muted">{asked.value === null || asked.value.trail.length === 0 ? '' : t('folders.images', { count: asked.value.images })}</span>
      <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      <Button look="primary" disabled={here === null || asked.busy || asked.value?.trail.length === 0} onClick={() => void choose()}>{t('folders.choose')}</Button>
    </>
  );
  return (
    <Dialog title={t('folders.title')} closeName={t('dialog.close')} onClose={onClose} foot={foot} width={620}>
      {asked.problem === null ? null : <Notice tone="bad"><Say message={asked.problem} /></Notice>}
      {asked.value === null || asked.value.problem === null ? null : <Notice tone="warn"><Say message={codeMessage(asked.value.problem)} /></Notice>}
      {asked.value === null ? <Progress name={t('folders.title')} share={null} /> : <Places answer={asked.value} onOpen={setPlace} />}
    </Dialog>
  );
}

function Places({ answer, onOpen }: { readonly answer: BrowseAnswer; readonly onOpen: (place: string) => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(0);
  const up = answer.trail.at(-2);
  const open = (place: string): void => {
    setCurrent(0);
    onOpen(place);
  };
  return (
    <>
      <nav className="trail" aria-label={t('folders.trail')}>
        {answer.trail.map(({ place, name }) => <button key={place} type="button" aria-current={place === answer.place ? 'location' : undefined} onClick={() => open(place)}>{name}</button>)}
      </nav>
      <div className="places">
        {answer.folders.length === 0 ? <Empty icon="folder" title={t('folders.none')} /> : (
          <VirtualList key={answer.place} takesFocus name={t('folders.list')} items={answer.folders} rowHeight={30} keyOf={({ place }) => place} current={Math.min(current, answer.folders.length - 1)} selected={(one) => one === answer.folders[current]} onMove={setCurrent} onPick={({ place }) => open(place)} onKey={(event, one) => {
            if (event.key === 'Enter') open(one.place);
            if (event.key === 'Backspace' && up !== undefined) open(up.place);
          }}>
            {(one) => <div className="place"><Icon name="folder" size={15} /><span className="cut">{one.name}</span></div>}
          </VirtualList>
        )}
      </div>
    </>
  );
}
