/** Files that are clouds by their name alone. Text tables and arrays may be anything, so they are none. */
const CLOUD = /\.(?:pcd|ply|las|laz|pts|xyz)$|\.pcd\.bin$|(?:^|\/)\d+\.bin$/i;

/** Whether a file name promises a point cloud; sweeps of KITTI are numbers that end in `.bin`. */
export function isCloudName(name: string): boolean {
  return CLOUD.test(name);
}
