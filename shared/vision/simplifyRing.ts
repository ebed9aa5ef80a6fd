/** The points of a line (`x0, y0, ...`) that matter: everything between them stays within `slack` of it (Douglas and Peucker). */
export function simplifyLine(line: readonly number[], slack: number): number[] {
  const count = line.length >> 1;
  if (count < 3) return [...line];
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const stack: (readonly [number, number])[] = [[0, count - 1]];
  for (let span = stack.pop(); span !== undefined; span = stack.pop()) {
    const far = farthest(line, span);
    if (far === null || far.distance <= slack) continue;
    kept[far.at] = 1;
    stack.push([span[0], far.at], [far.at, span[1]]);
  }
  return line.filter((_, index) => kept[index >> 1] === 1);
}

/** The same for a closed ring. It is cut at two points far apart, which stay. */
export function simplifyRing(ring: readonly number[], slack: number): number[] {
  const far = farFrom(ring, 0);
  const start = farFrom(ring, far);
  const turned = [...ring.slice(start * 2), ...ring.slice(0, start * 2)];
  const half = farFrom(turned, 0);
  const there = simplifyLine(turned.slice(0, half * 2 + 2), slack);
  const back = simplifyLine([...turned.slice(half * 2), ...turned.slice(0, 2)], slack);
  return [...there.slice(0, -2), ...back.slice(0, -2)];
}

function farFrom(ring: readonly number[], index: number): number {
  const [x, y] = [ring[index * 2] ?? 0, ring[index * 2 + 1] ?? 0];
  let [best, at] = [-1, 0];
  for (let other = 0; other * 2 < ring.length; other += 1) {
    const distance = Math.hypot((ring[other * 2] ?? 0) - x, (ring[other * 2 + 1] ?? 0) - y);
    if (distance > best) [best, at] = [distance, other];
  }
  return at;
}

function farthest(line: readonly number[], [from, to]: readonly [number, number]): { readonly at: number; readonly distance: number } | null {
  const [ax, ay] = [line[from * 2] ?? 0, line[from * 2 + 1] ?? 0];
  const [dx, dy] = [(line[to * 2] ?? 0) - ax, (line[to * 2 + 1] ?? 0) - ay];
  const length = dx * dx + dy * dy;
  let [best, at] = [-1, -1];
  for (let index = from + 1; index < to; index += 1) {
    const [px, py] = [(line[index * 2] ?? 0) - ax, (line[index * 2 + 1] ?? 0) - ay];
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
    const distance = (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy);
    if (distance > best) [best, at] = [distance, index];
  }
  return at === -1 ? null : { at, distance: Math.sqrt(best) };
}
