import { useTranslation } from 'react-i18next';
import type { KindName } from '#shared/model/ontology.ts';
import { worksOnVertices } from '../../commands/topology.commands.ts';
import { thinningOf } from '../../session/sessionStore.ts';
import { useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { CommandButton } from './CommandButton.tsx';

const DRAWING = ['topology.snap', 'topology.trace'] as const;
const CHANGING = ['topology.snap', 'topology.share', 'draw.eraseVertices', 'object.simplify', 'object.mend'] as const;
const ERASING = ['topology.share', 'draw.eraseVertices'] as const;
const SEVERAL = ['object.join', 'object.simplify', 'object.mend', 'draw.eraseVertices'] as const;

/** Beside the picture's corner while vertices are drawn or changed: how they treat what lies around them, and what can be done to outlines. */
export function VertexBar() {
  const { t } = useTranslation();
  const tool = useSession((session) => session.tool);
  const selection = useSession((session) => session.selection);
  const simplifies = useSession((session) => thinningOf(session) !== null);
  const document = useDocument();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  if (readOnly || simplifies || !worksOnVertices(tool)) return null;
  const outlines = [...selection].slice(0, ENOUGH).filter((id) => isOutline(document?.track(id)?.kind)).length;
  const commands = tool === 'draw.eraseVertices' ? ERASING : tool !== 'select' ? DRAWING : outlines > 1 ? SEVERAL : outlines === 1 ? CHANGING : [];
  if (commands.length === 0) return null;
  return (
    <div className="mask-bar" role="group" aria-label={t('vertexBar.name')}>
      <div className="toolbar-part">{commands.map((id) => <CommandButton key={id} id={id} />)}</div>
    </div>
  );
}

/** Of a larger selection the first ones tell what it is. */
const ENOUGH = 50;

function isOutline(kind: KindName | undefined): boolean {
  return kind === 'polygon' || kind === 'polyline';
}
