import type { Row } from './row.ts';
import { benchDecode } from './stage3dDecode.ts';

/** Point clouds: how fast files become columns. */
export async function benchStage3d(): Promise<readonly Row[]> {
  return benchDecode();
}
