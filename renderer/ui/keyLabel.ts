const NAMES: Readonly<Record<string, string>> = {
  $mod: 'Ctrl', Control: 'Ctrl', Meta: '⌘', Shift: '⇧', Alt: 'Alt', Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓',
  Delete: 'Del', Backspace: '⌫', Enter: '↵', Space: 'Space', Tab: 'Tab', Minus: '−', Equal: '+', BracketLeft: '[', BracketRight: ']', Slash: '/', '\\?': '?', Comma: ',',
};

/** One key chord of a keymap as a person reads it: `$mod+Shift+z` is `Ctrl ⇧ Z`. */
export function keyLabel(chord: string): string {
  return chord.split('+').filter((part) => part !== '').map(partLabel).join(' ');
}

function partLabel(part: string): string {
  const bare = part.replace(/^(Key|Digit)(?=.$)/, '');
  return NAMES[bare] ?? (bare.length === 1 ? bare.toUpperCase() : bare);
}
