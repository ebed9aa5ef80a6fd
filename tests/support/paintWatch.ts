import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** What the watch saw, newest last; times on the page's own clock. */
    paintWatch: { pictures: number[]; keys: number[]; releases: number[]; signs: { at: number; text: string }[] };
  }
}

/**
 * Watches a page from inside without touching it: when the stage put a new picture on its canvas (and the frame was
 * done), when a key went down, when the pointer was let go, and what the save sign said.
 */
export async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Window['paintWatch'] = { pictures: [], keys: [], releases: [], signs: [] };
    window.paintWatch = seen;
    addEventListener('keydown', ({ timeStamp }) => void seen.keys.push(timeStamp), { capture: true });
    addEventListener('pointerup', ({ timeStamp }) => void seen.releases.push(timeStamp), { capture: true });
    watchPictures((at) => void seen.pictures.push(at));
    watchSigns((at, text) => void seen.signs.push({ at, text }));

    /** The stage clears its canvas and then draws the picture first: that is how the picture is told from the rest. */
    function watchPictures(painted: (at: number) => void): void {
      const proto = CanvasRenderingContext2D.prototype;
      const { fillRect, drawImage } = proto;
      const cleared = new WeakSet<HTMLCanvasElement>();
      let last: CanvasImageSource | null = null;
      proto.fillRect = function (this: CanvasRenderingContext2D, ...rect) {
        if (this.canvas.isConnected) cleared.add(this.canvas);
        return fillRect.apply(this, rect);
      };
      const spied = function (this: CanvasRenderingContext2D, source: CanvasImageSource, ...rest: number[]): void {
        Reflect.apply(drawImage, this, [source, ...rest]);
        if (!cleared.delete(this.canvas) || source === last) return;
        last = source;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => painted(performance.now());
        requestAnimationFrame(() => port2.postMessage(null));
      };
      proto.drawImage = spied;
    }

    function watchSigns(said: (at: number, text: string) => void): void {
      let before = '';
      const look = (): void => {
        const text = document.querySelector('.save-sign [role=status]')?.textContent ?? '';
        if (text !== before) said(performance.now(), text);
        before = text;
      };
      addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true }));
    }
  });
}
