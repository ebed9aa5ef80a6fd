/** The classes of the MOT challenge, numbered from 1, as its description lists them. */
export const motClasses: readonly string[] = [
  'pedestrian', 'person on vehicle', 'car', 'bicycle', 'motorbike', 'non motorized vehicle', 'static person', 'distractor', 'occluder', 'occluder on the ground', 'occluder full', 'reflection', 'crowd',
];
