import { seeded } from '../base/seeded.ts';

/**
 * The numbers of all points in an order whose every beginning is an even sample of the whole, so that painting the
 * first so many shows all of the cloud, coarsely. The cloud itself keeps the order of its file.
 */
export function sampleOrder(count: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_none, n) => n);
  const random = seeded(count);
  for (let n = count - 1; n > 0; n -= 1) {
    const other = random.below(n + 1);
    const kept = order[n] as number;
    order[n] = order[other] as number;
    order[other] = kept;
  }
  return order;
}
