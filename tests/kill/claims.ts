import type { Page } from '@playwright/test';

declare global {
  interface Window {
    toldOutside: (shown: Shown) => Promise<void>;
  }
}

/** What the window showed at one moment: the save sign's words and how many objects the list had. */
export interface Shown {
  readonly sign: string;
  readonly objects: number;
}

export interface ClaimWatch {
  /** The most objects that ever stood beside a sign that says saved. */
  claimed(): number;
  last(): Shown | null;
}

/**
 * Follows what the person sees, frame by frame, and reports it outside at once, so that it survives the window's end.
 * `saved` are the words that promise.
 */
export async function watchClaims(page: Page, saved: readonly string[], list: string): Promise<ClaimWatch> {
  let claimed = 0;
  let last: Shown | null = null;
  await page.exposeBinding('toldOutside', (_source, shown: Shown) => {
    last = shown;
    if (saved.includes(shown.sign)) claimed = Math.max(claimed, shown.objects);
  });
  await page.addInitScript((name) => {
    let before = '';
    const read = (): void => {
      const sign = document.querySelector('.save-sign [role=status]')?.textContent ?? '';
      const objects = Number(document.querySelector(`[role=grid][aria-label="${name}"]`)?.getAttribute('aria-rowcount') ?? 0);
      const now = `${sign}|${objects}`;
      if (now !== before) void window.toldOutside({ sign, objects });
      before = now;
    };
    // After the frame is done: what is read was on screen.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = read;
    const everyFrame = (): void => {
      port2.postMessage(null);
      requestAnimationFrame(everyFrame);
    };
    addEventListener('DOMContentLoaded', everyFrame);
  }, list);
  return { claimed: () => claimed, last: () => last };
}
