import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenTask } from '../commands/workbench.ts';
import { codeMessage, say, type Message } from '../i18n/i18n.ts';
import { useBench } from '../panels/benchContext.ts';
import { toast } from '../session/screenStore.ts';
import { spaceStore } from '../session/spaceStore.ts';
import type { PictureSource } from '../stage2d/pictureMessages.ts';
import { Progress } from '../ui/Progress.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

/** Only who opens a cloud loads what paints it. */
const Stage3d = lazy(() => import('../stage3d/Stage3d.tsx').then((module) => ({ default: module.Stage3d })));

interface CloudProps {
  readonly open: OpenTask;
  readonly source: PictureSource | null;
  /** Null once a cloud is shown again. */
  onProblem(message: Message | null): void;
}

/** The stage in space. What fails in it stays in it. */
export function Cloud({ open, source, onProblem }: CloudProps) {
  const { t } = useTranslation();
  const bench = useBench();
  return (
    <ErrorBoundary>
      <Suspense fallback={<Progress name={t('stage.opening')} share={null} />}>
        <Stage3d
          editor={open.editor}
          session={bench.session}
          space={spaceStore}
          item={open.item}
          source={source}
          onReady={(stage) => bench.work.setState({ stage })}
          onGone={() => bench.work.setState({ stage: null })}
          onProblem={(code, params) => onProblem(codeMessage(code, { name: open.item.name, ...params }))}
          onShown={() => onProblem(null)}
          onRefused={(code) => toast(bench.screen, 'warn', say(codeMessage(code)))}
        />
      </Suspense>
    </ErrorBoundary>
  );
}
