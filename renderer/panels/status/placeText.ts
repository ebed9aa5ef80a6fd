import type { MapPlace } from '#shared/bridge/hostContract.ts';
import { formatNumber } from '../../i18n/format.ts';

/** The middle of a pixel on the map: degrees with seven digits, other units with two. */
export function placeText({ transform: [a, b, c, d, e, f], geographic }: MapPlace, [column, row]: readonly [number, number]): string {
  const [x, y] = [column + 0.5, row + 0.5];
  const digits = geographic ? 7 : 2;
  return `${formatNumber(a * x + b * y + c, digits)}, ${formatNumber(d * x + e * y + f, digits)}`;
}
