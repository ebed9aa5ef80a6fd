/**
 * The number of the wire between workstation and server. It rises with every change of `messages.ts` or `op.ts`
 * (a test holds their fingerprint); the server takes this number and the one before.
 *
 * 1  first: push, pull, heads, sessions, projects, items.
 * 2  objects of type `flagLink`.
 * 3  objects of type `proposal`.
 * 4  objects of type `relation`, and `relations` of a project.
 * 5  objects of type `finding`, `camera` and `cameraPath`, `strip` of a flag, `of` of a proposal.
 *    The guideline: objects of type `revision`, `guidelineChoice` and `acknowledgement`; what an answer applies to and became; private streams are named after project and person and hold `worktime`, tasks have an `effort`.
 * 6  private streams hold `reflection` and `share`; `GET .../themes`.
 */
export const PROTOCOL = 6;
