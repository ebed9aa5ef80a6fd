import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import type { Workbench } from '../commands/workbench.ts';
import { OwnProvider } from '../own/ownContext.ts';
import type { OwnDesk } from '../own/ownDesk.ts';
import { BenchProvider } from '../panels/benchContext.ts';
import { AppShell } from './AppShell.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { FolderQuestion } from './folderQuestion.ts';

export function App({ bench, question, own }: { readonly bench: Workbench; readonly question: FolderQuestion; readonly own: OwnDesk }) {
  return (
    <StrictMode>
      <ErrorBoundary>
        <BenchProvider value={bench}>
          <OwnProvider value={own}>
            <Tooltip.Provider delayDuration={400}>
              <AppShell question={question} />
            </Tooltip.Provider>
          </OwnProvider>
        </BenchProvider>
      </ErrorBoundary>
    </StrictMode>
  );
}
