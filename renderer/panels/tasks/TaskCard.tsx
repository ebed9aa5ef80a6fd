import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueRow, TaskStatus } from '../../session/taskQueue.ts';
import { codeMessage, say } from '../../i18n/i18n.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { useWork } from '../benchContext.ts';
import { mediaUrl } from '../../host/mediaUrl.ts';

const SIGN: Readonly<Record<TaskStatus, IconName>> = { released: 'help', todo: 'todo', active: 'active', done: 'done', parked: 'pause', problem: 'alert' };

export function TaskCard({ row }: { readonly row: QueueRow }) {
  const { t } = useTranslation();
  const { item, status } = row;
  const short = item.name.slice(item.name.lastIndexOf('/') + 1);
  return (
    <div className="task-card" title={item.name}>
      <Thumb row={row} />
      <div className="grow">
        <div className="cut task-name">{short}</div>
        <ClipLength item={item.id} />
        <div className={`task-status ${status}`}>
          <Icon name={SIGN[status]} size={13} />
          <span className="cut">{status === 'problem' && item.problem !== null ? say(codeMessage(item.problem, { name: short })) : t(`status.${status}`)}</span>
        </div>
      </div>
    </div>
  );
}

/** How long a clip is, as soon as that is known. */
function ClipLength({ item }: { readonly item: string }) {
  const { t } = useTranslation();
  const facts = useWork((work) => work.clips.get(item) ?? null);
  return facts === null ? null : <div className="task-status number">{t('tasks.clip', { frames: formatNumber(facts.frames), minutes: Math.floor(facts.duration / 60), seconds: String(Math.floor(facts.duration % 60)).padStart(2, '0') })}</div>;
}

function Thumb({ row }: { readonly row: QueueRow }) {
  const project = useWork((work) => work.project?.id ?? '');
  const [broken, setBroken] = useState(false);
  const none = broken || row.item.problem !== null || row.item.media === 'sequence';
  return (
    <span className="thumb">
      {none ? <Icon name={row.item.media === 'clip' ? 'film' : 'image'} size={18} /> : <img src={mediaUrl.thumb(project, row.item.id, 192)} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken(true)} />}
    </span>
  );
}
