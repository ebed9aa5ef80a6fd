import type { SkeletonTemplate } from './ontology.ts';

/** The seventeen joints of people that most data sets agree on, for a person facing the viewer: their left is on our right. */
export const personTemplate: SkeletonTemplate = {
  joints: [
    { name: 'nose', x: 0.5, y: 0.08 }, { name: 'left_eye', x: 0.56, y: 0.05 }, { name: 'right_eye', x: 0.44, y: 0.05 },
    { name: 'left_ear', x: 0.63, y: 0.07 }, { name: 'right_ear', x: 0.37, y: 0.07 },
    { name: 'left_shoulder', x: 0.75, y: 0.22 }, { name: 'right_shoulder', x: 0.25, y: 0.22 },
    { name: 'left_elbow', x: 0.88, y: 0.38 }, { name: 'right_elbow', x: 0.12, y: 0.38 },
    { name: 'left_wrist', x: 0.95, y: 0.53 }, { name: 'right_wrist', x: 0.05, y: 0.53 },
    { name: 'left_hip', x: 0.66, y: 0.52 }, { name: 'right_hip', x: 0.34, y: 0.52 },
    { name: 'left_knee', x: 0.68, y: 0.74 }, { name: 'right_knee', x: 0.32, y: 0.74 },
    { name: 'left_ankle', x: 0.7, y: 0.96 }, { name: 'right_ankle', x: 0.3, y: 0.96 },
  ],
  edges: [[0, 1], [0, 2], [1, 3], [2, 4], [0, 5], [0, 6], [5, 6], [5, 7], [7, 9], [6, 8], [8, 10], [5, 11], [6, 12], [11, 12], [11, 13], [13, 15], [12, 14], [14, 16]],
};
