/** How new and moved vertices treat what lies around them. */
export interface Topology {
  /** They cling to vertices and edges nearby. */
  readonly snap: boolean;
  /** Vertices of several things at one place move, appear and go together. */
  readonly share: boolean;
  /** Between two vertices of a neighbour its border is taken along. */
  readonly trace: boolean;
}

export const FIRST_TOPOLOGY: Topology = { snap: true, share: true, trace: true };
