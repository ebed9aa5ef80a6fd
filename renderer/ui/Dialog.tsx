import { useEffect, useId, useRef, type CSSProperties, type ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  readonly title: string;
  readonly closeName: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly width?: number;
}

type Sized = CSSProperties & { readonly '--dialog': string };

/** The platform's own modal dialog: focus trap, inert background and Escape come with it, and it needs no injected styles. */
export function Dialog({ title, closeName, onClose, children, foot, width = 520 }: DialogProps) {
  const own = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    const dialog = own.current;
    if (dialog?.open === false) dialog.showModal();
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
        <IconButton icon="close" name={closeName} onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {foot === undefined ? null : <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
