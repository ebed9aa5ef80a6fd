import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAdjusted, PLAIN_SEEING } from '../../session/seeingStore.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useScreen, useSeeing } from '../benchContext.ts';
import { useListeners } from '../useListeners.ts';
import { OverlayPart } from './OverlayPart.tsx';
import { PicturePart } from './PicturePart.tsx';
import { ViewPart } from './ViewPart.tsx';
import './seeing.css';

/** How the picture and what is on it are seen: beside the work, not instead of it. */
export function SeeingPanel() {
  return useScreen((screen) => screen.seeing) ? <Seeing /> : null;
}

function Seeing() {
  const { t } = useTranslation();
  const bench = useBench();
  const adjusted = useSeeing((seeing) => isAdjusted(seeing.adjust));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  const close = (): void => {
    bench.screen.setState({ seeing: false });
    bench.work.getState().stage?.focus();
  };
  useListeners(panel, { keydown: (event) => event.key === 'Escape' && close() });
  return (
    <section ref={panel} className="seeing-panel" aria-label={t('seeing.title')} data-own-keys>
      <header className="row">
        <h2 className="grow">{t('seeing.title')}</h2>
        <IconButton icon="close" name={t('dialog.close')} small onClick={close} />
      </header>
      <PicturePart />
      <OverlayPart />
      <ViewPart />
      <footer className="row">
        <span className="grow small quiet">{t(adjusted ? 'seeing.adjusted.about' : 'seeing.about')}</span>
        <button type="button" className="button" onClick={() => bench.seeing.setState(PLAIN_SEEING, true)}>{t('seeing.reset')}</button>
      </footer>
    </section>
  );
}
