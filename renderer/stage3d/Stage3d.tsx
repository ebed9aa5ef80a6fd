import { useEffect, useRef, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenEditor } from '../document/createEditor.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { SpaceStore } from '../session/spaceStore.ts';
import type { PictureSource } from '../stage2d/pictureMessages.ts';
import type { StageHandle } from '../stage2d/stageHandle.ts';
import { Stage3dController, type SpaceStage } from './createStage3d.ts';
import { SpacePainter } from './spacePainter.ts';
import './stage3d.css';

export interface Stage3dProps {
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly space: SpaceStore;
  readonly item: { readonly id: string; readonly name: string };
  /** Where the first cloud is; null while that is not known. The same object as long as it is the same file. */
  readonly source: PictureSource | null;
  onReady(handle: StageHandle): void;
  onGone(): void;
  onProblem(code: string, params: Readonly<Record<string, string>>): void;
  /** A cloud is on the screen. */
  onShown(): void;
  onRefused(code: string): void;
}

/** A point cloud with what is annotated in it. React only gives it its place; painting is the stage's own. */
export function Stage3d(props: Stage3dProps): JSX.Element {
  const { editor, session, space, item, source } = props;
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const stage = useRef<SpaceStage | null>(null);
  const latest = useRef(props);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (root.current === null) return undefined;
    const painter = SpacePainter.create();
    if (painter === null) {
      latest.current.onProblem('stage/no-webgl', {});
      return undefined;
    }
    const made = new Stage3dController({
      root: root.current, painter, editor, session, space,
      onProblem: (code, params) => latest.current.onProblem(code, params),
      onShown: () => latest.current.onShown(),
      onRefused: (code) => latest.current.onRefused(code),
      onShare: setShare,
    });
    stage.current = made;
    latest.current.onReady(made);
    return () => {
      stage.current = null;
      latest.current.onGone();
      made.dispose();
    };
  }, [editor, session, space]);
  useEffect(() => stage.current?.open(source?.url ?? null, latest.current.item.name), [editor, session, space, item.id, source]);
  return (
    <div ref={root} className="stage stage-space" role="application" aria-label={t('stage.cloud', { name: item.name })}>
      {share === null || share >= 1 ? null : <progress className="stage-share" value={share} aria-label={t('stage.reading')} />}
    </div>
  );
}
