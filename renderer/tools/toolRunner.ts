import type { TrackId } from '#shared/model/ids.ts';
import type { ToolId } from '../session/sessionStore.ts';
import type { Heard } from './aid.ts';
import { toolbox } from './toolbox.ts';
import type { Cursor, Draft, Effect, Look, Target, Tool, ToolEvent } from './tool.ts';

/** A tool with its current state inside, so that tools of different states can take turns. */
interface Running {
  readonly id: ToolId;
  feed(event: ToolEvent, look: Look): readonly Effect[];
  hear(heard: Heard, look: Look): readonly Effect[];
  draft(): Draft | null;
  clings(): ReadonlySet<TrackId> | null;
  cursor(target: Target): Cursor;
  isIdle(): boolean;
  reset(): void;
}

export interface ToolRunner {
  /** Feeds one event; effects are performed before it returns. */
  handle(event: ToolEvent): void;
  /** Passes on an answer; effects are performed before it returns. */
  hear(heard: Heard): void;
  /** Another tool; what was in the hand is forgotten. */
  use(id: ToolId): void;
  /** Forgets what is in the hand: blur, another frame or task, undo. */
  forget(): void;
  draft(): Draft | null;
  /** What the next place must not cling to; null: it does not cling. */
  clings(): ReadonlySet<TrackId> | null;
  cursor(target: Target): Cursor;
  /** Nothing is in the hand. */
  isIdle(): boolean;
}

export interface RunnerPorts {
  look(): Look;
  perform(effect: Effect): void;
  /** The draft or the cursor may be another one. */
  changed(): void;
}

export function createToolRunner(first: ToolId, ports: RunnerPorts): ToolRunner {
  let running = run(first);
  const perform = (effects: readonly Effect[]): void => {
    for (const effect of effects) ports.perform(effect);
    ports.changed();
  };
  return {
    handle: (event) => perform(running.feed(event, ports.look())),
    hear: (heard) => perform(running.hear(heard, ports.look())),
    use(id) {
      if (id === running.id) return;
      running = run(id);
      ports.changed();
    },
    forget() {
      if (running.isIdle()) return;
      running.reset();
      ports.changed();
    },
    draft: () => running.draft(),
    clings: () => running.clings(),
    cursor: (target) => running.cursor(target),
    isIdle: () => running.isIdle(),
  };
}

function run(id: ToolId): Running {
  switch (id) {
    case 'select':
      return runTool(toolbox.select);
    case 'draw.box':
      return runTool(toolbox['draw.box']);
    case 'draw.polygon':
      return runTool(toolbox['draw.polygon']);
    case 'draw.polyline':
      return runTool(toolbox['draw.polyline']);
    case 'draw.points':
      return runTool(toolbox['draw.points']);
    case 'draw.ellipse':
      return runTool(toolbox['draw.ellipse']);
    case 'draw.hole':
      return runTool(toolbox['draw.hole']);
    case 'draw.skeleton':
      return runTool(toolbox['draw.skeleton']);
    case 'draw.cuboid2d':
      return runTool(toolbox['draw.cuboid2d']);
    case 'draw.cuboid':
      return runTool(toolbox['draw.cuboid']);
    case 'draw.wand':
      return runTool(toolbox['draw.wand']);
    case 'draw.scissors':
      return runTool(toolbox['draw.scissors']);
    case 'draw.grabcut':
      return runTool(toolbox['draw.grabcut']);
    case 'draw.superpixels':
      return runTool(toolbox['draw.superpixels']);
    case 'draw.click':
      return runTool(toolbox['draw.click']);
    case 'draw.brush':
      return runTool(toolbox['draw.brush']);
    case 'draw.eraser':
      return runTool(toolbox['draw.eraser']);
    case 'draw.maskAdd':
      return runTool(toolbox['draw.maskAdd']);
    case 'draw.maskSubtract':
      return runTool(toolbox['draw.maskSubtract']);
    case 'draw.maskFill':
      return runTool(toolbox['draw.maskFill']);
    case 'draw.slice':
      return runTool(toolbox['draw.slice']);
    case 'draw.eraseVertices':
      return runTool(toolbox['draw.eraseVertices']);
    case 'pan':
      return runTool(toolbox.pan);
  }
}

function runTool<S extends { readonly at: string }>(tool: Tool<S>): Running {
  let state = tool.start;
  return {
    id: tool.id,
    feed(event, look) {
      const step = tool.step(state, event, look);
      state = step.state;
      return step.effects;
    },
    hear(heard, look) {
      const step = tool.hear?.(state, heard, look) ?? { state, effects: [] };
      state = step.state;
      return step.effects;
    },
    draft: () => tool.draft(state),
    clings: () => tool.clings?.(state) ?? null,
    cursor: (target) => tool.cursor(state, target),
    isIdle: () => state.at === 'idle',
    reset: () => {
      state = tool.start;
    },
  };
}
