import type { Camera, Scene } from './scene.ts';
import { lookAt } from './camera.ts';
import { fieldAt } from './field.ts';
import type { Lidar } from './lidar.ts';
import { streetAt } from './street.ts';
import type { Vec3 } from './vector.ts';

/** One sample project: what is rendered, and the project file beside it. */
export interface SampleProject {
  readonly name: 'street' | 'field';
  readonly sceneAt: (t: number) => Scene;
  readonly photos: readonly { readonly name: string; readonly t: number; readonly camera: Camera }[];
  readonly clip: { readonly frames: number; readonly fps: number; readonly camera: (n: number) => Camera };
  readonly sequence: { readonly frames: number; readonly lidar: Lidar; readonly cameras: readonly Camera[] };
  readonly file: object;
}

const PHOTO = { width: 1280, height: 720, fov: 62 };
const SMALL = { width: 640, height: 360, fov: 70 };

const pick = (key: string, name: string, values: readonly string[]): object => ({ key, name, input: 'select', values, min: null, max: null, fallback: null, perFrame: false, required: false });
const tick = (key: string, name: string): object => ({ key, name, input: 'checkbox', values: [], min: null, max: null, fallback: false, perFrame: true, required: false });
const TAGS = [
  { name: 'Unclear rule', kind: 'guideline_gap' }, { name: 'Unclear picture', kind: 'data_problem' }, { name: 'No fitting label', kind: 'ontology_gap' },
  { name: 'Unusual thing', kind: 'insight' }, { name: 'Sensor problem', kind: 'sensor_problem' }, { name: 'Tool problem', kind: 'tool_problem' }, { name: 'Hard to look at', kind: 'sensitive' },
];

function projectFile(name: string, description: string, labels: readonly object[]): object {
  return { format: 'sightline-project', version: 1, name, description, images: ['photos'], clips: ['clip'], sequences: ['sequence'], labels, tags: TAGS };
}

const street: SampleProject = {
  name: 'street',
  sceneAt: streetAt,
  photos: [
    photo({ name: 'pavement', t: 0, from: [-6, 6.4, 1.7], to: [14, 1] }), photo({ name: 'crossing', t: 1.2, from: [8, -8.4, 1.8], to: [26, 2] }),
    photo({ name: 'lane', t: 0.6, from: [-2, -1.8, 1.5], to: [20, -1] }), photo({ name: 'balcony', t: 2, from: [13, 10.4, 6.4], to: [34, -3] }),
    photo({ name: 'far-side', t: 2.6, from: [42, 8.6, 1.7], to: [20, -2] }), photo({ name: 'parked', t: 3.4, from: [4, 0.4, 1.6], to: [18, 6] }),
    photo({ name: 'kerb', t: 4.1, from: [16, -8.2, 1.6], to: [30, 4] }), photo({ name: 'junction', t: 5, from: [36, -1.8, 1.5], to: [10, 1] }),
  ],
  clip: { frames: 60, fps: 10, camera: () => lookAt({ ...SMALL, name: 'fixed', position: [0, 9, 5], target: [24, -1, 0] }) },
  sequence: {
    frames: 8,
    lidar: { position: [0, -1.8, 1.9], beams: 32, low: -22, high: 6, steps: 900, noise: 0.02, reach: 90 },
    cameras: [
      lookAt({ ...SMALL, name: 'front', position: [0.6, -1.8, 1.6], target: [20, -1.8, 1.2] }),
      lookAt({ ...SMALL, name: 'left', position: [0.4, -1.4, 1.6], target: [9, 9, 1.1] }),
      lookAt({ ...SMALL, name: 'right', position: [0.4, -2.2, 1.6], target: [9, -13, 1.1] }),
    ],
  },
  file: projectFile('Street sample', 'A street drawn by Sightline itself: cars, vans, cyclists and people with known ground truth.', [
    { name: 'car', color: '#3d7dd8', kinds: [], attributes: [pick('colour', 'Colour', ['red', 'blue', 'white', 'grey', 'green', 'yellow']), tick('parked', 'Parked')] },
    { name: 'van', color: '#1fa187', kinds: [], attributes: [tick('parked', 'Parked')] },
    { name: 'pedestrian', color: '#d9534f', kinds: [], attributes: [pick('pose', 'Pose', ['standing', 'walking', 'sitting'])] },
    { name: 'cyclist', color: '#e0912f', kinds: [], attributes: [] },
  ]),
};

const field: SampleProject = {
  name: 'field',
  sceneAt: fieldAt,
  photos: [
    photo({ name: 'rows-low', t: 0, from: [0.6, 0.1, 1.1], to: [6, 0.2] }), photo({ name: 'rows-left', t: 0, from: [1.2, 2.2, 1.3], to: [6, 0.6] }), photo({ name: 'tractor', t: 0.5, from: [3, -1.6, 1.7], to: [12, 4] }), photo({ name: 'bales', t: 1.5, from: [8, 1, 1.9], to: [26, -9] }),
    above('above-1', 4, 0), above('above-2', 6.2, 0.7), above('above-3', 7.4, -0.8), photo({ name: 'headland', t: 3, from: [11, -4, 1.8], to: [4, 1] }),
  ],
  clip: { frames: 48, fps: 10, camera: (n) => shaken(n) },
  sequence: {
    frames: 6,
    lidar: { position: [1, 0, 1.6], beams: 32, low: -30, high: 8, steps: 900, noise: 0.015, reach: 60 },
    cameras: [lookAt({ ...SMALL, name: 'front', position: [1.2, 0, 1.5], target: [8, 0, 0.3] })],
  },
  file: projectFile('Field sample', 'A field drawn by Sightline itself: crop rows, weeds, a tractor and bales with known ground truth.', [
    { name: 'crop', color: '#4f9d3a', kinds: [], attributes: [pick('stage', 'Growth stage', ['cotyledon', 'leaf', 'flower'])] },
    { name: 'weed', color: '#c2a21f', kinds: [], attributes: [] },
    { name: 'tractor', color: '#3d7dd8', kinds: [], attributes: [] },
    { name: 'bale', color: '#b0763a', kinds: [], attributes: [] },
  ]),
};

export const SAMPLE_PROJECTS: readonly SampleProject[] = [street, field];

interface Shot {
  readonly name: string;
  readonly t: number;
  readonly from: Vec3;
  /** The point of the ground, or a little above it, that is in the middle. */
  readonly to: readonly [x: number, y: number];
}

function photo({ name, t, from, to }: Shot): { name: string; t: number; camera: Camera } {
  return { name, t, camera: lookAt({ ...PHOTO, name, position: from, target: [to[0], to[1], Math.min(1, from[2] * 0.4)] }) };
}

function above(name: string, x: number, y: number): { name: string; t: number; camera: Camera } {
  return { name, t: 0, camera: lookAt({ ...PHOTO, fov: 50, name, position: [x, y, 3.4], target: [x, y, 0] }) };
}

/** A drone over the rows that drifts forwards and is shaken by the wind: sums of sines, so that every run is the same. */
function shaken(n: number): Camera {
  const dx = 0.05 * Math.sin(n * 2.1) + 0.03 * Math.sin(n * 5.3 + 1);
  const dy = 0.05 * Math.sin(n * 1.7 + 2) + 0.03 * Math.sin(n * 4.1);
  const x = 3.6 + n * 0.05 + dx;
  return lookAt({ ...SMALL, fov: 54, name: 'drone', position: [x, dy, 3.2], target: [x + 0.06 * Math.sin(n * 3.3) + 0.001, dy + 0.05 * Math.sin(n * 2.7), 0] });
}
