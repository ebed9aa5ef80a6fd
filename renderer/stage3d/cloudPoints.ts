import { BufferAttribute, BufferGeometry, Points, ShaderMaterial } from 'three';
import { colorsOf, shadesOf, type ColorBy } from '#shared/clouds/shades.ts';
import type { ShownCloud } from '../clouds/cloudMessages.ts';

const VERTEX = `
attribute float shade;
attribute vec3 tint;
uniform float size;
uniform bool tinted;
varying vec3 tone;
vec3 ramp(float at) {
  vec3 deep = vec3(0.16, 0.20, 0.62);
  vec3 cool = vec3(0.10, 0.62, 0.80);
  vec3 middle = vec3(0.35, 0.78, 0.38);
  vec3 warm = vec3(0.96, 0.82, 0.24);
  vec3 hot = vec3(0.96, 0.40, 0.20);
  float step = clamp(at, 0.0, 1.0) * 4.0;
  if (step < 1.0) return mix(deep, cool, step);
  if (step < 2.0) return mix(cool, middle, step - 1.0);
  if (step < 3.0) return mix(middle, warm, step - 2.0);
  return mix(warm, hot, step - 3.0);
}
void main() {
  tone = tinted ? tint : ramp(shade);
  gl_PointSize = size;
  gl_Position = isnan(position.x) ? vec4(2.0, 2.0, 2.0, 1.0) : projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;
const FRAGMENT = `
varying vec3 tone;
void main() {
  gl_FragColor = vec4(tone, 1.0);
}`;

/** The points on the graphics card: one copy for all views, painted in an order whose beginning is a sample. */
export class CloudPoints {
  readonly object: Points<BufferGeometry, ShaderMaterial>;
  #shown: ShownCloud | null = null;
  #painted = 0;

  constructor() {
    const material = new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms: { size: { value: 2 }, tinted: { value: false } } });
    this.object = new Points(new BufferGeometry(), material);
    this.object.frustumCulled = false;
  }

  get painted(): number {
    return this.#painted;
  }

  /** Another cloud, or none. `tints` are three bytes a point where colours are given, else the cloud tells them. */
  show(shown: ShownCloud | null, by: ColorBy, tints: Uint8Array<ArrayBuffer> | null): void {
    this.object.geometry.dispose();
    this.#shown = shown;
    const geometry = new BufferGeometry();
    this.object.geometry = geometry;
    if (shown === null) return;
    geometry.setAttribute('position', new BufferAttribute(shown.cloud.positions, 3));
    geometry.setIndex(new BufferAttribute(shown.order, 1));
    this.color(by, tints);
  }

  color(by: ColorBy, tints: Uint8Array<ArrayBuffer> | null): void {
    if (this.#shown === null) return;
    const { cloud } = this.#shown;
    const colors = tints ?? (by === 'color' ? colorsOf(cloud) : null);
    const { geometry, material } = this.object;
    material.uniforms['tinted'] = { value: colors !== null };
    geometry.deleteAttribute('tint');
    geometry.deleteAttribute('shade');
    if (colors !== null) geometry.setAttribute('tint', new BufferAttribute(colors, 3, true));
    else geometry.setAttribute('shade', new BufferAttribute(shadesOf(cloud, by), 1));
  }

  /** Paints so many of them from now on; `size` in device pixels. */
  budget(points: number, size: number): void {
    this.#painted = Math.min(points, this.#shown?.cloud.count ?? 0);
    this.object.geometry.setDrawRange(0, this.#painted);
    this.object.material.uniforms['size'] = { value: size };
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}
