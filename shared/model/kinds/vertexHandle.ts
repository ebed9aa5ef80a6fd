/** `v:<path>:<index>` is a vertex, `m:<path>:<index>` the middle of the edge that starts there. */
export interface VertexHandle {
  readonly of: number;
  readonly index: number;
  /** Pulling it makes a new vertex behind `index`. */
  readonly inserts: boolean;
}

export function parseVertexHandle(handle: string): VertexHandle | null {
  const found = /^([vm]):(\d+):(\d+)$/.exec(handle);
  return found === null ? null : { of: Number(found[2]), index: Number(found[3]), inserts: found[1] === 'm' };
}
