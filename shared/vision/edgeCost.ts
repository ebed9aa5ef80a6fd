/** The cheapest and the dearest step along an edge and through plain ground. Kept apart enough that detours pay. */
const [CHEAP, DEAR] = [6, 150];

interface Field {
  readonly width: number;
  readonly height: number;
  readonly colours: Float32Array;
}

/** What a step onto each pixel costs: little on edges, much elsewhere. */
export function edgeCost(field: Field): Uint8Array {
  const strength = edgeStrength(field);
  const full = Math.max(8, strongest(strength, 0.97));
  return Uint8Array.from(strength, (value) => {
    const missing = 1 - Math.min(1, value / full);
    return Math.round(CHEAP + (DEAR - CHEAP) * missing * missing);
  });
}

/** How much the colour changes at each pixel (Sobel, the strongest of the three channels). */
function edgeStrength({ width, height, colours }: Field): Float32Array {
  const strength = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [above, here, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      let most = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (pixel: number): number => colours[pixel * 3 + channel] ?? 0;
        const [a, c, g, i] = [at(above + left), at(above + right), at(below + left), at(below + right)];
        const across = c + i - a - g + 2 * (at(here + right) - at(here + left));
        const down = g + i - a - c + 2 * (at(below + x) - at(above + x));
        most = Math.max(most, across * across + down * down);
      }
      strength[here + x] = Math.sqrt(most);
    }
  }
  return strength;
}

/** The value below which `share` of all lie, to a 1/256th of the largest. */
function strongest(values: Float32Array, share: number): number {
  const most = values.reduce((best, value) => Math.max(best, value), 0);
  const counts = new Uint32Array(257);
  for (const value of values) {
    const slot = most === 0 ? 0 : Math.floor((value / most) * 256);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  let left = share * values.length;
  const slot = counts.findIndex((count) => (left -= count) <= 0);
  return (most * Math.max(1, slot)) / 256;
}
