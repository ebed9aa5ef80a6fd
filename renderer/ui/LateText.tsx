import { useEffect, useState } from 'react';

interface LateTextProps {
  readonly value: string;
  readonly disabled?: boolean;
  readonly type?: 'text' | 'number';
  readonly id?: string;
  readonly name?: string;
  readonly onFocus?: () => void;
  readonly onSettle: (value: string) => void;
}

/** A text field that speaks once, when the person is done (Enter, or leaving it), so that a word is one change and not seven. */
export function LateText({ value, disabled = false, type = 'text', id, name, onFocus, onSettle }: LateTextProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = (): void => {
    if (text !== value) onSettle(text);
  };
  return (
    <input id={id} className="input" type={type} value={text} disabled={disabled} aria-label={name} onFocus={onFocus} onChange={(event) => setText(event.target.value)} onBlur={settle} onKeyDown={(event) => {
      if (event.key === 'Enter') settle();
      if (event.key === 'Escape') setText(value);
    }} />
  );
}
