import { useCallback, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { TrackId } from '#shared/model/ids.ts';
import type { Track } from '#shared/model/records.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { Editor } from './editor.ts';

/** Reads something of the document; the component paints again when what it read is another value. */
export function useDocument<T>(editor: Editor, read: (editor: Editor) => T): T {
  const subscribe = useCallback((changed: () => void) => editor.subscribe(changed), [editor]);
  return useSyncExternalStore(subscribe, () => read(editor));
}

export function useRevision(editor: Editor): number {
  return useDocument(editor, (own) => own.revision);
}

/** In painting order. */
export function useTracks(editor: Editor): readonly Track[] {
  return useDocument(editor, (own) => own.document.tracks());
}

export function useTrack(editor: Editor, id: TrackId): Track | undefined {
  return useDocument(editor, (own) => own.document.track(id));
}

export function useSelection(session: SessionStore): ReadonlySet<TrackId> {
  return useStore(session, (state) => state.selection);
}
