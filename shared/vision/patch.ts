/** Where a patch lies: the image place of its corner and how many image pixels one of its pixels stands for. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, perhaps scaled down: four bytes a pixel, red, green, blue and one that does not count. */
export interface Patch extends Place {
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** A yes or no for every pixel of a patch. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** The pixel of a patch that holds an image point; null outside. */
export function pixelAt(place: Place, x: number, y: number): number | null {
  const [column, row] = [Math.floor((x - place.left) / place.stepX), Math.floor((y - place.top) / place.stepY)];
  return column >= 0 && row >= 0 && column < place.width && row < place.height ? row * place.width + column : null;
}

/** The same, with points outside brought to the nearest pixel. */
export function nearestPixel(place: Place, x: number, y: number): number {
  const column = Math.min(place.width - 1, Math.max(0, Math.floor((x - place.left) / place.stepX)));
  const row = Math.min(place.height - 1, Math.max(0, Math.floor((y - place.top) / place.stepY)));
  return row * place.width + column;
}

/** A patch of the same place with `factor` by `factor` pixels averaged into one. */
export function shrink(patch: Patch, factor: number): Patch {
  if (factor <= 1) return patch;
  const [width, height] = [Math.max(1, Math.round(patch.width / factor)), Math.max(1, Math.round(patch.height / factor))];
  const sums = new Float64Array(width * height * 4);
  for (let y = 0; y < patch.height; y += 1) {
    const row = Math.min(height - 1, Math.floor((y * height) / patch.height)) * width;
    for (let x = 0; x < patch.width; x += 1) {
      const from = (y * patch.width + x) * 4;
      const to = (row + Math.min(width - 1, Math.floor((x * width) / patch.width))) * 4;
      for (let channel = 0; channel < 3; channel += 1) sums[to + channel] = (sums[to + channel] ?? 0) + (patch.pixels[from + channel] ?? 0);
      sums[to + 3] = (sums[to + 3] ?? 0) + 1;
    }
  }
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < sums.length; at += 4) {
    const count = Math.max(1, sums[at + 3] ?? 1);
    for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] = Math.round((sums[at + channel] ?? 0) / count);
    pixels[at + 3] = 255;
  }
  return { left: patch.left, top: patch.top, stepX: (patch.stepX * patch.width) / width, stepY: (patch.stepY * patch.height) / height, width, height, pixels };
}

/** A mask at the pixels of another patch of the same picture; what the mask does not reach is no. */
export function maskOn(place: Place, mask: Mask, from: Place): Mask {
  const bits = new Uint8Array(place.width * place.height);
  const columns = Int32Array.from({ length: place.width }, (_, x) => Math.floor((place.left + (x + 0.5) * place.stepX - from.left) / from.stepX));
  for (let y = 0; y < place.height; y += 1) {
    const row = Math.floor((place.top + (y + 0.5) * place.stepY - from.top) / from.stepY);
    if (row < 0 || row >= from.height) continue;
    for (let x = 0; x < place.width; x += 1) {
      const column = columns[x] ?? -1;
      if (column >= 0 && column < from.width) bits[y * place.width + x] = mask.bits[row * from.width + column] ?? 0;
    }
  }
  return { width: place.width, height: place.height, bits };
}
