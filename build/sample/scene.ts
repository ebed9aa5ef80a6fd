import type { Vec3 } from './vector.ts';

export type Color = readonly [r: number, g: number, b: number];
/** Colour at a world point; lets one plane be road, grass and crop rows. */
export type Material = (at: Vec3) => Color;

/** A solid. `yaw` turns it about the vertical through its centre; `half` are half sizes (box) or radii (ellipsoid). */
export interface Solid {
  readonly form: 'box' | 'ellipsoid';
  readonly centre: Vec3;
  readonly half: Vec3;
  readonly yaw: number;
  readonly color: Material;
}

/** Something a person would label: its solids and its cuboid (centre, full size, yaw). */
export interface Thing {
  /** From 1; 0 is what nobody labels (ground, sky, houses). */
  readonly id: number;
  readonly label: string;
  readonly solids: readonly Solid[];
  readonly cuboid: { readonly centre: Vec3; readonly size: Vec3; readonly yaw: number };
}

export interface Scene {
  readonly ground: Material;
  readonly skyTop: Color;
  readonly skyLow: Color;
  /** Direction to the sun. */
  readonly sun: Vec3;
  readonly backdrop: readonly Solid[];
  readonly things: readonly Thing[];
}

/** A pinhole camera. `rotation` rows are the camera's x (right), y (down), z (forward) axes in the world. */
export interface Camera {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Focal length in pixels; square pixels, principal point at the centre. */
  readonly focal: number;
  readonly position: Vec3;
  readonly rotation: readonly [Vec3, Vec3, Vec3];
}
