import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/bridge/hostContract.ts';
import { AppError } from '#shared/base/errors.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { formatBytes } from '../../i18n/format.ts';
import { codeMessage, say } from '../../i18n/i18n.ts';
import { useOwn } from '../../own/ownContext.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useJob, type JobWork } from '../useJob.ts';

/** Puts the open project of this computer on the server: its pictures, then all that was said about them. */
export function PushProject({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useOwn();
  const project = useWork((work) => work.project);
  const job = useJob();
  const [remote] = useState(() => bench.newId());
  const [left, setLeft] = useState<readonly string[]>([]);
  if (project === null || project.account !== null) return null;
  const push = async (): Promise<void> => {
    setLeft([]);
    // The last minute is not written yet, and what is not written is not copied.
    await own.time?.save();
    const done = await job.start(pushWork(bench, { account: account.id, from: project.id, to: remote, name: project.name }, (line) => setLeft((old) => [...old, line])));
    if (done) await bench.deeds.openRemote(account.id, remote);
  };
  const { progress } = job;
  return (
    <div className="stack tight server-push">
      {job.problem === null ? null : <Notice tone="bad"><Say message={job.problem} /></Notice>}
      {left.length === 0 ? null : <Notice tone="warn">{left.map((line) => <div key={line}>{line}</div>)}</Notice>}
      <div className="row">
        <span className="grow cut">{progress === null ? t('server.push.about', { name: project.name }) : t('server.push.progress', { name: progress.name, sent: formatBytes(progress.done), total: progress.total === null ? '…' : formatBytes(progress.total) })}</span>
        {job.busy ? <Button onClick={job.cancel}>{t('dialog.cancel')}</Button> : <Button icon="upload" onClick={() => void push()}>{t('server.push')}</Button>}
      </div>
      {job.busy ? <Progress name={t('server.push')} share={progress === null || progress.total === null || progress.total === 0 ? null : progress.done / progress.total} /> : null}
    </div>
  );
}

interface Push {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** The id of the new project is chosen once, so that trying again after a broken line goes on and makes no second project. */
function pushWork({ host, workspace }: Workbench, { account, from, to, name }: Push, leaveOut: (line: string) => void): JobWork {
  return async (tell, signal) => {
    await host.server.createProject({ account, id: to, name }, { signal });
    let done = false;
    for await (const step of host.server.uploadItems({ account, from, to }, { signal })) {
      tell(step.sent, step.total, step.name);
      if (step.problem !== null) leaveOut(`${step.name}: ${say(codeMessage(step.problem, { name: step.name }))}`);
      done = step.done;
    }
    if (signal.aborted) return;
    if (!done) throw new AppError('server/upload-stopped', 'The upload ended before everything was sent. Try again; what has arrived is not sent twice.');
    await workspace.projects.copyTo({ from, database: account, project: to }, { signal });
  };
}
