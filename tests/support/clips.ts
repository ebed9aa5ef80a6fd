import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { barFilter } from './barCode.ts';

/** How one clip is made with the ffmpeg command line, and what is special about it. */
export interface ClipRecipe {
  readonly file: string;
  /** Side of a bar code's square, in pixels. */
  readonly cell: number;
  readonly make: (parts: { readonly out: string; readonly clip: (file: string) => string }) => readonly (readonly string[])[];
  /** Frames that a whole decoding shows, by the numbers painted in them; null: 0, 1, 2, … */
  readonly firstShown?: number;
}

const source = (size: string, rate: number, seconds: number): string => `testsrc2=size=${size}:rate=${rate}:duration=${seconds},format=yuv420p`;
const painted = (size: string, { rate = 25, seconds = 6, cell = 8, more = '' } = {}): string[] => ['-f', 'lavfi', '-i', `${source(size, rate, seconds)},${barFilter(cell)}${more}`];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const VFR = `,settb=1/90000,setpts='(N/25+0.012*sin(N*1.7)+0.35*floor(N/50))/TB'`;

/** Codecs and traps, small enough to be made in seconds. */
export const clipRecipes: readonly ClipRecipe[] = [
  { file: 'h264.mp4', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '60', '-sc_threshold', '0', '-pix_fmt', 'yuv420p', out]] },
  { file: 'opengop.mp4', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '30', '-sc_threshold', '0', '-x264-params', 'open-gop=1:b-pyramid=normal', '-pix_fmt', 'yuv420p', out]] },
  { file: 'refresh.mp4', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-g', '40', '-x264-params', 'intra-refresh=1', '-pix_fmt', 'yuv420p', out]] },
  { file: 'vfr.mp4', cell: 8, make: ({ out }) => [[...painted('320x240', { more: VFR }), '-fps_mode', 'vfr', '-enc_time_base', '1/90000', '-video_track_timescale', '90000', ...X264, '-bf', '2', '-g', '50', out]] },
  { file: 'stream.ts', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-f', 'mpegts', out]] },
  { file: 'wrap.ts', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-output_ts_offset', '95440', '-f', 'mpegts', out]] },
  { file: 'fragments.mp4', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', out]] },
  { file: 'edit.mp4', cell: 8, firstShown: 83, make: ({ out, clip }) => [['-ss', '3.3', '-i', clip('h264.mp4'), '-c', 'copy', out]] },
  { file: 'negative.mkv', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-output_ts_offset', '-0.5', '-avoid_negative_ts', 'disabled', out]] },
  { file: 'turned.mp4', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', out]] },
  { file: 'hevc10.mp4', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=50:bframes=3', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1', out]] },
  { file: 'vp9.webm', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libvpx-vp9', '-b:v', '500k', '-deadline', 'realtime', '-cpu-used', '8', '-g', '50', '-pix_fmt', 'yuv420p', out]] },
  { file: 'vp8.webm', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libvpx', '-b:v', '500k', '-deadline', 'realtime', '-cpu-used', '8', '-g', '50', '-pix_fmt', 'yuv420p', out]] },
  { file: 'av1.mp4', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'libsvtav1', '-preset', '12', '-g', '50', '-svtav1-params', 'lp=1', '-pix_fmt', 'yuv420p', out]] },
  { file: 'mjpeg.avi', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', out]] },
  { file: 'mpeg4.avi', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'mpeg4', '-q:v', '4', '-bf', '2', '-g', '50', '-vtag', 'XVID', out]] },
  { file: 'mpeg2.ts', cell: 8, make: ({ out }) => [[...painted('320x240'), '-c:v', 'mpeg2video', '-q:v', '4', '-bf', '2', '-g', '15', out]] },
  { file: 'prores.mov', cell: 8, make: ({ out }) => [[...painted('320x240', { seconds: 2 }), '-c:v', 'prores_ks', '-profile:v', '2', '-pix_fmt', 'yuv422p10le', out]] },
  { file: 'wide.mp4', cell: 8, make: ({ out }) => [[...painted('320x240', { more: ',setsar=4/3' }), ...X264, '-bf', '2', '-g', '40', out]] },
];

const SHORT = { seconds: 2 };
const interlaced = ['-flags', '+ildct+ilme', '-top', '1'];

/** Other forms that people bring: streams without a container, programs side by side, times told twice, pixels of other kinds. */
export const otherRecipes: readonly ClipRecipe[] = [
  { file: 'bare.h264', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', out]] },
  { file: 'bare.hevc', cell: 8, make: ({ out, clip }) => [['-i', clip('hevc10.mp4'), '-c', 'copy', out]] },
  { file: 'programs.ts', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-i', clip('mpeg2.ts'), '-map', '0:v', '-map', '1:v', '-c', 'copy', '-program', 'title=one:st=0', '-program', 'title=two:st=1', '-f', 'mpegts', out]] },
  { file: 'rate.avi', cell: 8, make: ({ out, clip }) => [['-r', '24000/1001', '-i', clip('mjpeg.avi'), '-c', 'copy', out]] },
  { file: 'twice.mp4', cell: 8, make: ({ out, clip }) => [['-i', clip('h264.mp4'), '-c', 'copy', '-bsf:v', 'setts=pts=PTS-if(eq(mod(N\\,7)\\,3)\\,512\\,0):dts=DTS', out]] },
  { file: 'coarse.mkv', cell: 8, make: ({ out }) => [[...painted('320x240', { rate: 2000, seconds: 0.1 }), ...X264, '-bf', '2', '-g', '20', out]] },
  { file: 'onegroup.mp4', cell: 8, make: ({ out }) => [[...painted('320x240', { seconds: 20 }), ...X264, '-bf', '2', '-g', '100000', out]] },
  { file: 'fields.ts', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), ...X264, ...interlaced, '-bf', '2', '-g', '20', out]] },
  { file: 'fields2.ts', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'mpeg2video', '-q:v', '4', ...interlaced, '-bf', '2', '-g', '15', out]] },
  { file: 'chroma444.mp4', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p', '-g', '20', out]] },
  { file: 'alpha.mov', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'prores_ks', '-profile:v', '4', '-pix_fmt', 'yuva444p10le', out]] },
  { file: 'gray.mkv', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'ffv1', '-pix_fmt', 'gray16le', out]] },
  { file: 'rgb.mkv', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'libx264rgb', '-preset', 'ultrafast', '-pix_fmt', 'rgb24', '-g', '20', out]] },
  { file: 'palette.avi', cell: 8, make: ({ out }) => [[...painted('320x240', SHORT), '-c:v', 'rawvideo', '-pix_fmt', 'pal8', out]] },
  { file: 'vp9.ivf', cell: 8, make: ({ out, clip }) => [['-i', clip('vp9.webm'), '-c', 'copy', out]] },
  { file: 'av1.obu', cell: 8, make: ({ out, clip }) => [['-i', clip('av1.mp4'), '-c', 'copy', out]] },
];

/** Three chapters: 2 s, 1.5 s, and up to the end. */
const CHAPTERS = `;FFMETADATA1\n${[['Einfahrt', 0, 2000], ['Kreuzung – Süd', 2000, 3500], ['Rückweg', 3500, 6000]].map(([title, from, to]) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${from}\nEND=${to}\ntitle=${title}\n`).join('')}`;
const withChapters = (clip: string, out: string, more: readonly string[] = []): string[] => ['-i', clip, '-f', 'ffmetadata', '-i', `data:text/plain;base64,${Buffer.from(CHAPTERS).toString('base64')}`, '-map_metadata', '1', '-c', 'copy', ...more, out];

/** Clips that are no clips, or hardly. */
const oddRecipes: readonly ClipRecipe[] = [
  { file: 'sound.mp4', cell: 8, make: ({ out }) => [['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1', '-c:a', 'aac', out]] },
  ...['mp4', 'mov', 'mkv'].map((kind): ClipRecipe => ({ file: `chapters.${kind}`, cell: 8, make: ({ out, clip }) => [withChapters(clip('h264.mp4'), out)] })),
  { file: 'chapter-track.mov', cell: 8, make: ({ out, clip }) => [withChapters(clip('h264.mp4'), out, ['-movflags', 'disable_chpl'])] },
  { file: 'small.mov', cell: 8, make: ({ out }) => [['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=5:duration=1', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', out]] },
  { file: 'single.mp4', cell: 8, make: ({ out }) => [[...painted('320x240', { seconds: 1 }), '-frames:v', '1', ...X264, out]] },
];

/** Clips to measure with, as cameras make them: long groups of pictures, megabits a second. */
const largeRecipes: readonly ClipRecipe[] = [
  { file: 'large1080.mp4', cell: 24, make: ({ out }) => [['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=30:duration=20,noise=alls=12:allf=t,format=yuv420p,${barFilter(24)}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '10M', '-bf', '2', '-g', '250', '-sc_threshold', '0', '-pix_fmt', 'yuv420p', out]] },
  { file: 'large2160.mp4', cell: 48, make: ({ out }) => [['-f', 'lavfi', '-i', `testsrc2=size=3840x2160:rate=30:duration=5,format=yuv420p,${barFilter(48)}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '30M', '-g', '60', '-pix_fmt', 'yuv420p', out]] },
  { file: 'long.mp4', cell: 8, make: ({ out }) => [['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=30:duration=2334,format=yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60', '-pix_fmt', 'yuv420p', out]] },
];

/** Where made clips stay for the next run; a changed recipe gets another name. */
function shelf(): string {
  const folder = join(tmpdir(), `sightline-clips-${createHash('sha256').update(clipRecipes.map(({ make }) => String(make)).join()).update(barFilter(8)).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Whether the ffmpeg command line is here; it makes the clips and decodes nothing for us. */
export function hasFfmpeg(): boolean {
  return spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
}

/** The path of a clip, made first if it is not there. */
export function clipAt(file: string): string {
  const path = join(shelf(), file);
  if (existsSync(path)) return path;
  const recipe = [...clipRecipes, ...otherRecipes, ...oddRecipes, ...largeRecipes].find((one) => one.file === file);
  if (recipe === undefined) throw new Error(`no recipe for ${file}`);
  const unfinished = join(shelf(), `${process.pid}-${file}`);
  for (const args of recipe.make({ out: unfinished, clip: clipAt })) {
    const ran = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`${file} could not be made: ${ran.stderr}`);
  }
  renameSync(unfinished, path);
  return path;
}
