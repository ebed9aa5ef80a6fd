/** What happens beside the work, like progress, proofs of frames or turning away what an aid showed: taking it back with an annotation would surprise. */
export const NEVER_UNDONE: ReadonlySet<string> = new Set(['task.progress', 'proposal.refuseShape', 'frame.prove', 'camera.begin', 'camera.path']);
