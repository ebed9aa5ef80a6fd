import { spawnSync } from 'node:child_process';
import { lumaOf, type Scene } from './movingScene.ts';

/** Writes a scene as a clip of so many frames, ten a second, with the ffmpeg command line. */
export function writeSceneClip(scene: Scene, frames: number, path: string): void {
  const raw = Buffer.concat(Array.from({ length: frames }, (_, frame) => Buffer.from(lumaOf(scene, frame).pixels)));
  const ran = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${scene.width}x${scene.height}`, '-r', '10', '-i', '-', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-g', '30', '-pix_fmt', 'yuv420p', path], { input: raw, maxBuffer: 2 ** 28 });
  if (ran.status !== 0) throw new Error(`the clip could not be made: ${String(ran.stderr)}`);
}
