import type { Row } from './row.ts';
import { benchDecode } from './stage3dDecode.ts';
import { benchView } from './stage3dView.ts';

/** Point clouds: how fast files become columns, and sweeps pictures. */
export async function benchStage3d(): Promise<readonly Row[]> {
  return [...(await benchDecode()), ...(await benchView())];
}
