import type { AdjustPass } from './adjustPass.ts';

const VERTEX = `#version 300 es
in vec2 corner;
void main() { gl_Position = vec4(corner, 0.0, 1.0); }`;

/** `adjuster.ts` does the same on the processor. */
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform sampler2D curve;
uniform sampler2D tables;
uniform int channel;
uniform bool even;
uniform vec2 size;
uniform vec3 across;
uniform vec3 down;
out vec4 shown;

float tableAt(ivec2 place, int value, int own) {
  ivec2 near = clamp(place, ivec2(0), ivec2(7));
  return texelFetch(tables, ivec2(value, near.y * 8 + near.x), 0)[own];
}

vec3 evened(vec3 color, vec2 at) {
  float light = dot(color, vec3(0.299, 0.587, 0.114));
  int value = int(round(255.0 * (channel < 0 ? light : color[max(channel, 0)])));
  int own = channel < 0 ? 3 : channel;
  vec2 place = at * 8.0 - 0.5;
  ivec2 first = ivec2(floor(place));
  vec2 part = place - vec2(first);
  float upper = mix(tableAt(first, value, own), tableAt(first + ivec2(1, 0), value, own), part.x);
  float lower = mix(tableAt(first + ivec2(0, 1), value, own), tableAt(first + ivec2(1, 1), value, own), part.x);
  float result = mix(upper, lower, part.y);
  return channel < 0 ? min(vec3(1.0), color * result / max(light, 1.0 / 255.0)) : vec3(result);
}

float toned(float value) { return texelFetch(curve, ivec2(int(round(255.0 * value)), 0), 0).r; }

void main() {
  ivec2 pixel = ivec2(int(gl_FragCoord.x), int(size.y) - 1 - int(gl_FragCoord.y));
  vec4 texel = texelFetch(source, pixel, 0);
  vec3 color = texel.rgb;
  vec3 spot = vec3(vec2(pixel) + 0.5, 1.0);
  if (even) color = evened(color, vec2(dot(across, spot), dot(down, spot)));
  if (channel >= 0) color = vec3(color[channel]);
  shown = vec4(vec3(toned(color.r), toned(color.g), toned(color.b)) * texel.a, texel.a);
}`;

interface Parts {
  readonly gl: WebGL2RenderingContext;
  readonly program: WebGLProgram;
  readonly textures: readonly WebGLTexture[];
}

/** Whether there is a graphics card to adjust with, or something that stands in for one. */
export function hasGl(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}

export interface GlAdjuster {
  /** Null when the card was taken away. */
  apply(source: OffscreenCanvas, pass: AdjustPass): OffscreenCanvas | null;
  dispose(): void;
}

/** Adjusts on the graphics card; null where there is no WebGL2. */
export function createGlAdjuster(): GlAdjuster | null {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, preserveDrawingBuffer: false });
  const program = gl === null ? null : programOf(gl);
  if (gl === null || program === null) return null;
  const parts: Parts = { gl, program, textures: [0, 1, 2].map((unit) => textureAt(gl, unit)) };
  for (const [unit, name] of ['source', 'curve', 'tables'].entries()) gl.uniform1i(gl.getUniformLocation(program, name), unit);
  return {
    apply(source, pass) {
      if (gl.isContextLost()) return null;
      if (canvas.width !== source.width || canvas.height !== source.height) [canvas.width, canvas.height] = [source.width, source.height];
      fill(parts, source, pass);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      return canvas;
    },
    dispose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function fill({ gl, program, textures }: Parts, source: OffscreenCanvas, { curve, channel, tables, place }: AdjustPass): void {
  const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const [a, b, c, d, e, f] = place;
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, textures[0] ?? null);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, textures[1] ?? null);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, 256, 1, 0, gl.RED, gl.UNSIGNED_BYTE, curve);
  gl.activeTexture(gl.TEXTURE2);
  gl.bindTexture(gl.TEXTURE_2D, textures[2] ?? null);
  if (tables !== null) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 64, 0, gl.RGBA, gl.UNSIGNED_BYTE, tables);
  gl.uniform1i(uniform('channel'), channel);
  gl.uniform1i(uniform('even'), tables === null ? 0 : 1);
  gl.uniform2f(uniform('size'), source.width, source.height);
  gl.uniform3f(uniform('across'), a, b, c);
  gl.uniform3f(uniform('down'), d, e, f);
}

function textureAt(gl: WebGL2RenderingContext, unit: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  return texture;
}

/** One triangle that covers everything. */
function programOf(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return null;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, 'corner');
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return null;
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  return program;
}
