/** A turn in space `[x, y, z, w]`, of length 1; `w` is the cosine of half the angle. */
export type Quaternion = readonly [x: number, y: number, z: number, w: number];
/** A place or a way in space, in metres or the unit of the cloud. */
export type Vector = readonly [x: number, y: number, z: number];

export const UPRIGHT: Quaternion = [0, 0, 0, 1];

/** First `b`, then `a`. */
export function after(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [aw * bx + ax * bw + ay * bz - az * by, aw * by - ax * bz + ay * bw + az * bx, aw * bz + ax * by - ay * bx + az * bw, aw * bw - ax * bx - ay * by - az * bz];
}

export function turned([x, y, z]: Vector, [qx, qy, qz, qw]: Quaternion): Vector {
  const [tx, ty, tz] = [2 * (qy * z - qz * y), 2 * (qz * x - qx * z), 2 * (qx * y - qy * x)];
  return [x + qw * tx + qy * tz - qz * ty, y + qw * ty + qz * tx - qx * tz, z + qw * tz + qx * ty - qy * tx];
}

export function inverse([x, y, z, w]: Quaternion): Quaternion {
  return [-x, -y, -z, w];
}

/** A turn about the upright axis, counter-clockwise seen from above, in radians. */
export function fromYaw(yaw: number): Quaternion {
  return [0, 0, Math.sin(yaw / 2), Math.cos(yaw / 2)];
}

/** Where forward (+x) points seen from above, in radians, from -π to π. */
export function yawOf(turn: Quaternion): number {
  const [x, y] = turned([1, 0, 0], turn);
  return Math.atan2(y, x);
}

/** Of length 1; what is too short to be a turn is none. */
export function normal(turn: Quaternion): Quaternion {
  const length = Math.hypot(...turn);
  return length < 1e-9 ? UPRIGHT : [turn[0] / length, turn[1] / length, turn[2] / length, turn[3] / length];
}

/** At `t` of the shorter way from `a` to `b`, with steady speed. */
export function slerp(a: Quaternion, b: Quaternion, t: number): Quaternion {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = dot < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(dot)));
  // Nearly the same: the sines vanish, and a straight mix is as good.
  const [one, other] = angle < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  const mixed = (n: 0 | 1 | 2 | 3): number => one * a[n] + sign * other * b[n];
  return normal([mixed(0), mixed(1), mixed(2), mixed(3)]);
}
