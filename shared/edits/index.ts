import { alignTracks } from './alignTracks.ts';
import { answerFlags, judgeAnswer } from './answerFlags.ts';
import { addCameraPath, beginCamera, setSteady } from './camera.ts';
import { convertTracks } from './convertTracks.ts';
import { createTrack } from './createTrack.ts';
import { cutHole } from './cutHole.ts';
import type { Edit } from './edit.ts';
import { proveFrames, reanchorFrames } from './frames.ts';
import { groupTracks, ungroupTracks } from './groupTracks.ts';
import { acknowledgeRevisions, chooseRevisions, publishRevision } from './guideline.ts';
import { joinMasks } from './joinMasks.ts';
import { hideAfter, propagateInTime, removeKeyframe, setKeyframe, setOutside, shiftKeyframes } from './keyframes.ts';
import { createLabel, orderLabels, recolorLabel, removeLabel, renameLabel, setLabelAttributes, setLabelKinds } from './labels.ts';
import { linkFlags } from './linkFlags.ts';
import { mergeTracks } from './mergeTracks.ts';
import { moveTracks } from './moveTracks.ts';
import { paintMask } from './paintMask.ts';
import { pasteTracks } from './pasteTracks.ts';
import { acceptProposals, labelProposals, offerKeyframes, offerProposals, refuseProposals, refuseShape, takeShape } from './proposals.ts';
import { editProject } from './project.ts';
import { raiseFlag, withdrawFlag } from './raiseFlag.ts';
import { changeRelation, relateTracks, removeRelations, turnRelations } from './relateTracks.ts';
import { removeTracks } from './removeTracks.ts';
import { removeVertex, reshape } from './reshape.ts';
import { replaceShape } from './replaceShape.ts';
import { resolveConflict } from './resolveConflict.ts';
import { setAttribute, setNote } from './setAttribute.ts';
import { setAttributeOver } from './setAttributeOver.ts';
import { setMark } from './setMark.ts';
import { setLabel } from './setLabel.ts';
import { setSkeleton } from './setSkeleton.ts';
import { setOrder } from './setOrder.ts';
import { sliceTrack } from './sliceTrack.ts';
import { splitTrack, swapTracks } from './splitTrack.ts';
import { addChapter, deleteFrames, removeChapter, renameChapter, restoreFrames } from './stretches.ts';
import { contestEffort, setTaskProgress } from './setTaskProgress.ts';

const list = {
  createTrack, replaceShape, reshape, removeVertex, cutHole, moveTracks, removeTracks, setLabel, setAttribute, setNote, setMark, alignTracks, groupTracks, ungroupTracks, relateTracks, turnRelations, changeRelation, removeRelations, pasteTracks, setOrder,
  raiseFlag, withdrawFlag, answerFlags, linkFlags, judgeAnswer, setTaskProgress, contestEffort, publishRevision, chooseRevisions, acknowledgeRevisions,
  paintMask, joinMasks, sliceTrack, convertTracks,
  offerProposals, offerKeyframes, acceptProposals, refuseProposals, labelProposals, takeShape, refuseShape,
  setKeyframe, removeKeyframe, setOutside, hideAfter, shiftKeyframes, propagateInTime, splitTrack, mergeTracks, swapTracks, setAttributeOver,
  deleteFrames, restoreFrames, addChapter, renameChapter, removeChapter, proveFrames, reanchorFrames,
  beginCamera, addCameraPath, setSteady,
  createLabel, renameLabel, recolorLabel, setLabelKinds, setLabelAttributes, setSkeleton, orderLabels, removeLabel, editProject, resolveConflict,
};

type Edits = typeof list;
export type EditName = keyof Edits;
export type ArgsOf<K extends EditName> = Edits[K] extends Edit<infer Args> ? Args : never;

/** Every intent there is. A new one is a file and a line here. */
export const edits: { readonly [K in EditName]: Edit<ArgsOf<K>> } = list;

/** An intent with its arguments, as data. */
export type EditCall<K extends EditName = EditName> = { readonly [P in K]: { readonly edit: P; readonly args: ArgsOf<P> } }[K];
