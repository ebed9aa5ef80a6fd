import { edits, type EditCall, type EditName } from '#shared/edits/index.ts';
import type { Refusal } from '#shared/edits/edit.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { AidQuestion } from '../tools/aid.ts';
import type { Effect } from '../tools/tool.ts';
import type { StageCamera } from './stageCamera.ts';

export interface EffectPorts {
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly camera: StageCamera;
  onRefused(code: string): void;
  ask(question: AidQuestion): void;
}

/** Does what a tool asked for. */
export function performEffect(effect: Effect, { editor, session, camera, onRefused, ask }: EffectPorts): void {
  switch (effect.do) {
    case 'edit': {
      const no = commitCall(editor, effect.call);
      return no === null ? undefined : onRefused(no.refused);
    }
    case 'select':
      // What a refused edit would have made is not there to be selected.
      return session.setState({ selection: new Set(effect.ids.filter((id) => editor.document.track(id) !== undefined)) });
    case 'pan':
      return camera.pan(effect.by);
    case 'refuse':
      return onRefused(effect.code);
    case 'ask':
      return ask(effect.question);
  }
}

function commitCall<K extends EditName>(editor: OpenEditor, call: EditCall<K>): Refusal | null {
  return editor.commit(edits[call.edit], call.args);
}
