import { BufferAttribute, BufferGeometry, Color, Group, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial, DoubleSide, Points, PointsMaterial } from 'three';
import { BLOCK_EDGES, blockCorners, outOf, type Block } from '#shared/geometry/block.ts';
import type { Vector } from '#shared/geometry/quaternion.ts';

/** A block to paint. */
export interface PaintedBlock {
  readonly block: Block;
  readonly color: string;
  readonly selected: boolean;
}

const FACES: readonly (readonly [number, number, number, number])[] = [[0, 1, 2, 3], [4, 5, 6, 7], [0, 1, 5, 4], [2, 3, 7, 6], [1, 2, 6, 5], [0, 3, 7, 4]];
const FILL = 0.18;
/** How far the heading reaches beyond the front, as a share of half the length. */
const AHEAD = 1.5;
const HANDLE = 9;

interface Drawn {
  readonly places: number[];
  readonly colors: number[];
}

/** All blocks as one set of lines; those in hand are filled. Colours are the labels', white in hand. */
export class BlockPainter {
  readonly object = new Group();
  readonly #lines = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ vertexColors: true }));
  readonly #fill = new Mesh(new BufferGeometry(), new MeshBasicMaterial({ vertexColors: true, transparent: true, opacity: FILL, side: DoubleSide, depthWrite: false }));
  readonly #handles = new Points(new BufferGeometry(), new PointsMaterial({ color: 0xffffff, size: HANDLE, sizeAttenuation: false, depthTest: false }));

  constructor() {
    for (const one of [this.#fill, this.#lines, this.#handles]) {
      one.frustumCulled = false;
      this.object.add(one);
    }
  }

  /** Relative to `origin`, as the points are. */
  show(blocks: readonly PaintedBlock[], handles: readonly Vector[], origin: Vector): void {
    const lines: Drawn = { places: [], colors: [] };
    const faces: Drawn = { places: [], colors: [] };
    for (const { block, color, selected } of blocks) {
      const corners = blockCorners(block).map((place) => from(place, origin));
      const front = from(outOf(block, [(block.size[0] / 2) * AHEAD, 0, 0]), origin);
      const ink = new Color(color);
      const line = selected ? ink.clone().lerp(new Color(0xffffff), 0.6) : ink;
      for (const [a, b] of BLOCK_EDGES) lines.places.push(...(corners[a] ?? []), ...(corners[b] ?? []));
      lines.places.push(...from(block.centre, origin), ...front);
      for (let n = 0; n < (BLOCK_EDGES.length + 1) * 2; n += 1) lines.colors.push(line.r, line.g, line.b);
      if (!selected) continue;
      for (const [a, b, c, d] of FACES) {
        for (const corner of [a, b, c, a, c, d]) faces.places.push(...(corners[corner] ?? []));
        for (let n = 0; n < 6; n += 1) faces.colors.push(ink.r, ink.g, ink.b);
      }
    }
    fillGeometry(this.#lines.geometry, lines.places, lines.colors);
    fillGeometry(this.#fill.geometry, faces.places, faces.colors);
    fillGeometry(this.#handles.geometry, handles.flatMap((place) => [...from(place, origin)]), null);
  }

  /** Grips are painted in the large view only. */
  grips(on: boolean): void {
    this.#handles.visible = on;
  }

  dispose(): void {
    for (const one of [this.#lines, this.#fill, this.#handles]) {
      one.geometry.dispose();
      one.material.dispose();
    }
  }
}

function from(place: Vector, origin: Vector): Vector {
  return [place[0] - origin[0], place[1] - origin[1], place[2] - origin[2]];
}

function fillGeometry(geometry: BufferGeometry, places: readonly number[], colors: readonly number[] | null): void {
  // Buffers of another size need new ones on the card.
  geometry.dispose();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(places), 3));
  if (colors !== null) geometry.setAttribute('color', new BufferAttribute(Float32Array.from(colors), 3));
}
