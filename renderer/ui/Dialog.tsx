import { useEffect, useId, useRef, type CSSProperties, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly closeName: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly width?: number;
}

/** Where the hands go first: the first field, else the main button. */
const FIRST = '.dialog-body input:not([type=checkbox]):not(:disabled), .dialog-body textarea, .dialog-foot .primary:not(:disabled), .dialog-body .button:not(:disabled)';

type Sized = CSSProperties & { readonly '--dialog': string };

/** The platform's own modal dialog: focus trap, inert background and Escape come with it, and it needs no injected styles. */
export function Dialog({ title, closeName, onClose, children, foot, width = 520 }: DialogProps) {
  const own = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    const dialog = own.current;
    if (dialog?.open === false) dialog.showModal();
    dialog?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const style: Sized = { '--dialog': `${width}px` };
  return (
    <dialog ref={own} className="dialog" aria-labelledby={heading} style={style} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <header className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="icon-button" aria-label={closeName} title={closeName} onClick={onClose}><Icon name="close" size={17} /></button>
      </header>
      <div className="dialog-body">{children}</div>
      {foot === undefined ? null : <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
