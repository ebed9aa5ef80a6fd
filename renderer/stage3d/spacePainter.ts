import { Color, OrthographicCamera, PerspectiveCamera, Scene, WebGLRenderer, type Camera } from 'three';
import type { Vector } from '#shared/geometry/quaternion.ts';
import { BlockPainter } from './blockPainter.ts';
import { CloudPoints } from './cloudPoints.ts';
import { along, eyeOf, FIELD, type Orbit, type Size } from './orbit.ts';
import { depthOf, reachOf, viewAxes, type SideView } from './sideView.ts';

/** How one picture is to be painted. */
export interface SpaceFrame {
  readonly orbit: Orbit;
  /** Everything on the card is told from here: float32 would shake on a map. */
  readonly origin: Vector;
  readonly sides: readonly SideView[];
  readonly points: number;
  readonly pointSize: number;
}

const [NEAR_SHARE, FAR_SHARE] = [0.002, 60];

/** One renderer and one copy of everything, seen by one large view and by flat ones beside it. */
export class SpacePainter {
  readonly canvas: HTMLCanvasElement;
  readonly cloud = new CloudPoints();
  readonly blocks = new BlockPainter();
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #eye = new PerspectiveCamera((FIELD * 180) / Math.PI);
  readonly #flat = new OrthographicCamera();
  #size: Size = { width: 1, height: 1 };

  private constructor(canvas: HTMLCanvasElement, context: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.#renderer = new WebGLRenderer({ canvas, context });
    this.#renderer.autoClear = false;
    this.#renderer.setScissorTest(true);
    this.#scene.add(this.cloud.object, this.blocks.object);
  }

  /** Null where the window has no WebGL. */
  static create(): SpacePainter | null {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('webgl2', { antialias: false, powerPreference: 'high-performance' });
    return context === null ? null : new SpacePainter(canvas, context);
  }

  get size(): Size {
    return this.#size;
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.#renderer.setPixelRatio(window.devicePixelRatio);
    this.#renderer.setSize(width, height);
  }

  paint(frame: SpaceFrame, ground: string): void {
    const { width, height } = this.#size;
    this.cloud.budget(frame.points, frame.pointSize * window.devicePixelRatio);
    this.blocks.grips(true);
    this.#place(this.#eye, frame);
    this.#view({ left: 0, top: 0, width, height }, new Color(ground), this.#eye);
    this.blocks.grips(false);
    for (const side of frame.sides) {
      this.#placeFlat(side, frame.origin);
      this.#view({ left: side.left, top: side.top, width: side.edge, height: side.edge }, new Color(ground).offsetHSL(0, 0, 0.04), this.#flat);
    }
  }

  dispose(): void {
    this.cloud.dispose();
    this.blocks.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #view(at: { readonly left: number; readonly top: number } & Size, ground: Color, camera: Camera): void {
    const bottom = this.#size.height - at.top - at.height;
    this.#renderer.setViewport(at.left, bottom, at.width, at.height);
    this.#renderer.setScissor(at.left, bottom, at.width, at.height);
    this.#renderer.setClearColor(ground);
    this.#renderer.clear();
    this.#renderer.render(this.#scene, camera);
  }

  #place(camera: PerspectiveCamera, { orbit, origin }: SpaceFrame): void {
    const eye = eyeOf(orbit);
    camera.aspect = this.#size.width / Math.max(1, this.#size.height);
    camera.near = orbit.distance * NEAR_SHARE;
    camera.far = orbit.distance * FAR_SHARE + 1000;
    camera.up.set(0, 0, 1);
    camera.position.set(eye[0] - origin[0], eye[1] - origin[1], eye[2] - origin[2]);
    camera.lookAt(orbit.target[0] - origin[0], orbit.target[1] - origin[1], orbit.target[2] - origin[2]);
    camera.updateProjectionMatrix();
  }

  #placeFlat(side: SideView, origin: Vector): void {
    const camera = this.#flat;
    const { up, back } = viewAxes(side);
    const [reach, depth] = [reachOf(side), depthOf(side)];
    const { centre } = side.block;
    const eye = along(centre, back, depth + 1);
    [camera.left, camera.right, camera.top, camera.bottom] = [-reach, reach, reach, -reach];
    [camera.near, camera.far] = [1, 1 + depth * 2];
    camera.up.set(...up);
    camera.position.set(eye[0] - origin[0], eye[1] - origin[1], eye[2] - origin[2]);
    camera.lookAt(centre[0] - origin[0], centre[1] - origin[1], centre[2] - origin[2]);
    camera.updateProjectionMatrix();
  }
}
