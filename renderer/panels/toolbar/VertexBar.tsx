import { useTranslation } from 'react-i18next';
import { worksOnVertices } from '../../commands/topology.commands.ts';
import { useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { CommandButton } from './CommandButton.tsx';

const DRAWING = ['topology.snap', 'topology.trace'] as const;
const CHANGING = ['topology.snap', 'topology.share'] as const;

/** Beside the picture's corner while vertices are drawn or changed: how they treat what lies around them. */
export function VertexBar() {
  const { t } = useTranslation();
  const tool = useSession((session) => session.tool);
  const selection = useSession((session) => session.selection);
  const document = useDocument();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const [only, ...more] = selection;
  const kind = only === undefined || more.length > 0 ? undefined : document?.track(only)?.kind;
  const changes = tool === 'select' && (kind === 'polygon' || kind === 'polyline');
  if (readOnly || !worksOnVertices(tool) || (tool === 'select' && !changes)) return null;
  return (
    <div className="mask-bar" role="group" aria-label={t('vertexBar.name')}>
      <div className="toolbar-part">{(changes ? CHANGING : DRAWING).map((id) => <CommandButton key={id} id={id} />)}</div>
    </div>
  );
}
