const NAMES: Readonly<Record<string, string>> = {
  $mod: 'Ctrl', Control: 'Ctrl', Meta: '⌘', Shift: '⇧', Alt: 'Alt', Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓',
  Delete: 'Del', Backspace: '⌫', Enter: '↵', Space: 'Space', Tab: 'Tab', Minus: '−', Equal: '+', BracketLeft: '[', BracketRight: ']', Slash: '/', '\\?': '?', Comma: ',', Period: '.', Semicolon: ';', Quote: '\'', Backquote: '`', Backslash: '\\', IntlBackslash: '<',
  NumpadAdd: 'Num +', NumpadSubtract: 'Num −', NumpadMultiply: 'Num ×', NumpadDivide: 'Num ÷', NumpadDecimal: 'Num .', NumpadEnter: 'Num ↵', PageUp: 'PgUp', PageDown: 'PgDn',
};

/** One key chord of a keymap as a person reads it: `$mod+Shift+z` is `Ctrl ⇧ Z`, the sequence `t h` is `T, H`. */
export function keyLabel(chord: string): string {
  return chord.split(' ').map((press) => press.split(/\+(?=.)/).map(partLabel).join(' ')).join(', ');
}

function partLabel(part: string): string {
  const bare = part.replace(/^(Key|Digit)(?=.$)/, '').replace(/^Numpad(?=\d$)/, 'Num ');
  return NAMES[bare] ?? (bare.length === 1 ? bare.toUpperCase() : bare);
}
