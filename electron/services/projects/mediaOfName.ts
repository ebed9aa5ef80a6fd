/** Pictures by extension. What the bytes really are is asked of them when they are first looked at. */
const IMAGES = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'gif', 'avif', 'tif', 'tiff', 'bmp']);
const CLIPS = new Set(['mp4', 'm4v', 'mov', 'qt', 'webm', 'mkv', 'avi', 'ts', 'm2ts', 'mts', 'mpg', 'mpeg', 'm2v', 'wmv', 'asf', 'flv', 'ogv', '3gp', '3g2', 'mxf', 'h264', '264', 'hevc', '265', 'ivf', 'obu']);

/** What a file name promises, or `null` for a file of no interest. */
export function mediaOfName(name: string): 'image' | 'clip' | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (IMAGES.has(extension)) return 'image';
  return CLIPS.has(extension) ? 'clip' : null;
}
