import type { Adjust } from '../session/seeingStore.ts';

/** What every value of a channel becomes, 256 entries. */
export function toneCurve({ brightness, contrast, gamma, window, invert }: Adjust): Uint8Array<ArrayBuffer> {
  const { low, high } = window ?? { low: 0, high: 1 };
  // At 100 the middle is a step, at -100 all is grey.
  const slope = contrast < 0 ? 1 + contrast / 100 : 1 / Math.max(0.004, 1 - contrast / 100);
  return Uint8Array.from({ length: 256 }, (_, value) => {
    const seen = clamp((value / 255 - low) / Math.max(1 / 65_535, high - low));
    const toned = clamp((seen - 0.5) * slope + 0.5 + brightness / 100) ** (1 / gamma);
    return Math.round(255 * (invert ? 1 - toned : toned));
  });
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
