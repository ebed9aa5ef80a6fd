import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import type { FoundFile } from './readFolder.ts';

interface FileChoiceProps {
  readonly files: readonly FoundFile[];
  readonly chosen: ReadonlySet<string>;
  readonly disabled: boolean;
  readonly onChoose: (paths: ReadonlySet<string>) => void;
}

export function FileChoice({ files, chosen, disabled, onChoose }: FileChoiceProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(0);
  const all = chosen.size === files.length;
  const flip = (path: string): void => {
    const next = new Set(chosen);
    if (!next.delete(path)) next.add(path);
    onChoose(next);
  };
  return (
    <div className="stack tight">
      <label className="check">
        <input type="checkbox" disabled={disabled} checked={all} ref={(input) => { if (input !== null) input.indeterminate = !all && chosen.size > 0; }} onChange={() => onChoose(all ? new Set() : new Set(files.map(({ path }) => path)))} />
        {t('import.files', { count: files.length, chosen: formatNumber(chosen.size), shown: formatNumber(files.length) })}
      </label>
      <div className="places">
        <VirtualList name={t('import.fileList')} items={files} rowHeight={28} keyOf={({ path }) => path} current={current} selected={({ path }) => chosen.has(path)} onMove={setCurrent} onKey={(event, { path }) => {
          if (event.key !== ' ' || disabled) return;
          event.preventDefault();
          flip(path);
        }}>
          {({ path, bytes }) => (
            <label className="place">
              <input type="checkbox" tabIndex={-1} disabled={disabled} checked={chosen.has(path)} onChange={() => flip(path)} />
              <span className="grow cut">{path}</span>
              <span className="small muted">{formatBytes(bytes)}</span>
            </label>
          )}
        </VirtualList>
      </div>
    </div>
  );
}
