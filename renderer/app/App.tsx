import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import type { Workbench } from '../commands/workbench.ts';
import { BenchProvider } from '../panels/benchContext.ts';
import { AppShell } from './AppShell.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { FolderQuestion } from './folderQuestion.ts';

export function App({ bench, question }: { readonly bench: Workbench; readonly question: FolderQuestion }) {
  return (
    <StrictMode>
      <ErrorBoundary>
        <BenchProvider value={bench}>
          <Tooltip.Provider delayDuration={400}>
            <AppShell question={question} />
          </Tooltip.Provider>
        </BenchProvider>
      </ErrorBoundary>
    </StrictMode>
  );
}
