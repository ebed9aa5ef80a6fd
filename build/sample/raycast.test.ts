import { expect, test } from 'vitest';
import { lookAt, extrinsicOf, intrinsicOf } from './camera.ts';
import { casterOf } from './raycast.ts';
import { rayThrough } from './render.ts';
import type { Thing } from './scene.ts';

const cube: Thing = {
  id: 3, label: 'cube', cuboid: { centre: [10, 0, 1], size: [2, 2, 2], yaw: 0 },
  solids: [{ form: 'box', centre: [10, 0, 1], half: [1, 1, 1], yaw: Math.PI / 4, color: () => [0, 0, 0] }],
};

test('a ray meets a turned box at its near edge, and the ground where there is no box', () => {
  const caster = casterOf({ backdrop: [], things: [cube] });
  const hit = caster.first([0, 0, 1], [1, 0, 0]);
  expect(hit?.thing).toBe(3);
  expect(hit?.distance).toBeCloseTo(10 - Math.SQRT2, 6);
  expect(caster.first([0, 0, 1], [0, 0, -1])?.thing).toBe(0);
  expect(caster.first([0, 0, 1], [0, 0, 1])).toBeNull();
});

test('the written calibration takes a world point to the pixel whose ray meets it', () => {
  const camera = lookAt({ name: 'c', width: 640, height: 360, fov: 70, position: [0.6, -1.8, 1.6], target: [20, 3, 1] });
  const origin = [0, -1.8, 1.9] as const;
  const [u, v] = [410, 250];
  const ray = rayThrough(camera, u, v);
  const point = camera.position.map((start, axis) => start + (ray[axis] ?? 0) * 14 - (origin[axis] ?? 0));
  const e = extrinsicOf(camera, origin);
  const k = intrinsicOf(camera);
  const seen = [0, 1, 2].map((row) => [0, 1, 2].reduce((sum, column) => sum + (e[row * 4 + column] ?? 0) * (point[column] ?? 0), e[row * 4 + 3] ?? 0));
  const [x = 0, y = 0, z = 1] = seen;
  expect((k[0] ?? 0) * (x / z) + (k[2] ?? 0)).toBeCloseTo(u, 6);
  expect((k[4] ?? 0) * (y / z) + (k[5] ?? 0)).toBeCloseTo(v, 6);
});
