import { useTranslation } from 'react-i18next';
import type { ToolId } from '../../session/sessionStore.ts';
import { useSession } from '../benchContext.ts';
import './shapeHint.css';

/** What hands cannot guess about a tool; while something is unfinished, how it is finished. */
const HINTED: ReadonlySet<ToolId> = new Set<ToolId>(['draw.polygon', 'draw.polyline', 'draw.points', 'draw.hole', 'draw.skeleton', 'draw.cuboid2d']);

export function ShapeHint() {
  const { t } = useTranslation();
  const tool = useSession((session) => session.tool);
  const drafting = useSession((session) => session.drafting);
  if (!HINTED.has(tool)) return null;
  const dragged = tool === 'draw.skeleton' || tool === 'draw.cuboid2d';
  return <p className="shape-hint small">{drafting && !dragged ? t('shapeHint.finish') : t(`shapeHint.${tool}`)}</p>;
}
