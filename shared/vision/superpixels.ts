import { eachNeighbour } from './mask.ts';

interface Field {
  readonly width: number;
  readonly height: number;
  readonly colours: Float32Array;
}

interface Cells {
  readonly count: number;
  /** Five numbers a cell: three of colour, column and row. */
  readonly centres: Float32Array;
  readonly labels: Int32Array;
}

const ROUNDS = 4;
/** How much being near counts against being of one colour. */
const COMPACT = 14;

/** Splits a field into cells of about `size` pixels across that keep to edges (simple linear iterative clustering). The number of each pixel's cell. */
export function superpixels(field: Field, size: number): Int32Array {
  const cells = seed(field, Math.max(2, size));
  for (let round = 0; round < ROUNDS; round += 1) {
    assign(field, cells, Math.max(2, size));
    if (round < ROUNDS - 1) recentre(field, cells);
  }
  return whole(field, cells.labels, size * size * 0.25);
}

function seed({ width, height, colours }: Field, size: number): Cells {
  const [columns, rows] = [Math.max(1, Math.round(width / size)), Math.max(1, Math.round(height / size))];
  const centres = new Float32Array(columns * rows * 5);
  for (let cell = 0; cell < columns * rows; cell += 1) {
    const x = Math.min(width - 1, Math.floor((((cell % columns) + 0.5) * width) / columns));
    const y = Math.min(height - 1, Math.floor(((Math.floor(cell / columns) + 0.5) * height) / rows));
    const at = (y * width + x) * 3;
    centres.set([colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0, x, y], cell * 5);
  }
  return { count: columns * rows, centres, labels: new Int32Array(width * height) };
}

function assign(field: Field, cells: Cells, size: number): void {
  const nearest = new Float32Array(field.width * field.height).fill(Infinity);
  for (let cell = 0; cell < cells.count; cell += 1) claim(field, cells, { cell, size, nearest });
}

/** A cell takes the pixels around it that fit it better than any before. */
function claim({ width, height, colours }: Field, { centres, labels }: Cells, { cell, size, nearest }: { readonly cell: number; readonly size: number; readonly nearest: Float32Array }): void {
  const [a = 0, b = 0, c = 0, column = 0, row = 0] = centres.subarray(cell * 5, cell * 5 + 5);
  const weight = (COMPACT / size) ** 2;
  const reach = size * 1.2;
  const [left, right] = [Math.max(0, Math.floor(column - reach)), Math.min(width - 1, Math.ceil(column + reach))];
  for (let y = Math.max(0, Math.floor(row - reach)); y <= Math.min(height - 1, Math.ceil(row + reach)); y += 1) {
    const down = (y - row) * (y - row) * weight;
    for (let x = left; x <= right; x += 1) {
      const pixel = y * width + x;
      const [da, db, dc] = [(colours[pixel * 3] ?? 0) - a, (colours[pixel * 3 + 1] ?? 0) - b, (colours[pixel * 3 + 2] ?? 0) - c];
      const far = da * da + db * db + dc * dc + (x - column) * (x - column) * weight + down;
      if (far >= (nearest[pixel] ?? 0)) continue;
      nearest[pixel] = far;
      labels[pixel] = cell;
    }
  }
}

function recentre({ width, colours }: Field, { count, centres, labels }: Cells): void {
  const sums = new Float64Array(count * 6);
  const add = (at: number, value: number): void => {
    sums[at] = (sums[at] ?? 0) + value;
  };
  for (const [pixel, cell] of labels.entries()) {
    const at = cell * 6;
    add(at, colours[pixel * 3] ?? 0);
    add(at + 1, colours[pixel * 3 + 1] ?? 0);
    add(at + 2, colours[pixel * 3 + 2] ?? 0);
    add(at + 3, pixel % width);
    add(at + 4, Math.floor(pixel / width));
    add(at + 5, 1);
  }
  for (let cell = 0; cell < count; cell += 1) {
    const members = sums[cell * 6 + 5] ?? 0;
    if (members > 0) for (let part = 0; part < 5; part += 1) centres[cell * 5 + part] = (sums[cell * 6 + part] ?? 0) / members;
  }
}

/** Cells in one piece each: what is cut off from its cell and small joins the neighbour it touches. */
function whole({ width, height }: Field, labels: Int32Array, least: number): Int32Array {
  const joined = new Int32Array(labels.length).fill(-1);
  const stack = new Int32Array(labels.length);
  let next = 0;
  for (let first = 0; first < labels.length; first += 1) {
    if (joined[first] !== -1) continue;
    const beside = first % width > 0 ? (joined[first - 1] ?? -1) : first >= width ? (joined[first - width] ?? -1) : -1;
    const filled = flood({ width, height, labels }, { joined, stack, first, name: next });
    if (filled < least && beside !== -1) for (let at = 0; at < filled; at += 1) joined[stack[at] ?? 0] = beside;
    else next += 1;
  }
  return joined;
}

interface Flood {
  readonly joined: Int32Array;
  readonly stack: Int32Array;
  readonly first: number;
  readonly name: number;
}

/** Gives one piece of a cell its name; answers how many pixels it has, which lie at the start of the stack. */
function flood({ width, height, labels }: { readonly width: number; readonly height: number; readonly labels: Int32Array }, { joined, stack, first, name }: Flood): number {
  let filled = 1;
  stack[0] = first;
  joined[first] = name;
  const visit = (pixel: number): void => {
    if (joined[pixel] !== -1 || labels[pixel] !== labels[first]) return;
    joined[pixel] = name;
    stack[filled] = pixel;
    filled += 1;
  };
  for (let done = 0; done < filled; done += 1) eachNeighbour(stack[done] ?? 0, { width, height }, visit);
  return filled;
}
