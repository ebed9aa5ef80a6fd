import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBench, useScreen } from '../panels/benchContext.ts';
import { dropToast, type Toast } from '../session/screenStore.ts';
import { IconButton } from '../ui/IconButton.tsx';

const SHOWN = 6000;

/** Bad news stays until somebody has read it; the rest leaves by itself. */
export function Toasts() {
  const toasts = useScreen((screen) => screen.toasts);
  return <div className="toasts" aria-live="polite">{toasts.map((toast) => <Shown key={toast.id} toast={toast} />)}</div>;
}

function Shown({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  const bench = useBench();
  useEffect(() => {
    if (toast.tone === 'bad') return undefined;
    return bench.after(SHOWN, () => dropToast(bench.screen, toast.id));
  }, [bench, toast]);
  return (
    <div className={`toast ${toast.tone}`} role={toast.tone === 'bad' ? 'alert' : 'status'}>
      <span className="grow">{toast.text}</span>
      <IconButton icon="close" small name={t('dialog.close')} onClick={() => dropToast(bench.screen, toast.id)} />
    </div>
  );
}
