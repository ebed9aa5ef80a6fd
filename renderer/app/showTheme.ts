import type { Theme } from '../session/screenStore.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');
let chosen: Theme = 'system';

function show(): void {
  const system = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = chosen === 'system' ? system : chosen;
}

dark.addEventListener('change', show);
contrast.addEventListener('change', show);

/** Puts a theme on the page; `system` follows the machine, now and later. */
export function showTheme(theme: Theme): void {
  chosen = theme;
  show();
}
