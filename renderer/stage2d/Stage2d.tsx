import { useEffect, useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#shared/geometry/point.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { SeeingStore } from '../session/seeingStore.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import { createStage, type Stage } from './createStage.ts';
import type { ModelDesk } from '../models/modelDesk.ts';
import type { PictureSource } from './pictureMessages.ts';
import './stage2d.css';
import type { StageHandle } from './stageHandle.ts';

export interface Stage2dProps {
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly seeing: SeeingStore;
  readonly models: ModelDesk;
  /** Of the program. */
  readonly version: string;
  /** What is shown; its name goes into sentences about it. */
  readonly item: { readonly id: string; readonly name: string };
  /** Null while the item cannot be shown. The same object as long as it is the same picture. */
  readonly picture: PictureSource | null;
  onReady(handle: StageHandle): void;
  /** The stage goes; its handle must not be used any more. */
  onGone?(): void;
  onProblem(code: string, params: Readonly<Record<string, string>>): void;
  onRefused(code: string): void;
  say(key: string, params: Readonly<Record<string, number>>): string;
  onPointer?(at: Point | null, color: string | null): void;
  /** The pan key was pressed without panning. */
  onTap?(): void;
}

/** A picture with what is annotated on it. React only gives it its place; painting is the stage's own. */
export function Stage2d(props: Stage2dProps): JSX.Element {
  const { editor, session, seeing, models, version, item, picture } = props;
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (root.current === null) return;
    const made = createStage({
      root: root.current, editor, session, seeing, models, version,
      onProblem: (code, params) => latest.current.onProblem(code, params),
      onRefused: (code) => latest.current.onRefused(code),
      say: (key, params) => latest.current.say(key, params),
      onPointer: (at, color) => latest.current.onPointer?.(at, color),
      onTap: () => latest.current.onTap?.(),
    });
    stage.current = made;
    latest.current.onReady(made);
    return () => {
      stage.current = null;
      latest.current.onGone?.();
      made.dispose();
    };
  }, [editor, session, seeing, models, version]);
  useEffect(() => stage.current?.open(picture, latest.current.item.name), [editor, session, seeing, item.id, picture]);
  return <div ref={root} className="stage" role="application" aria-label={t('stage.label', { name: item.name, defaultValue: item.name })} />;
}
