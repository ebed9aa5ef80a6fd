import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { homes, rooms, type Floor, type Room } from './floorPlan.ts';
import { isTest, type Source } from './scan/readSources.ts';

/** One file named by another: `to` is a path in the repository, or null for a package. */
export interface Edge {
  readonly from: string;
  readonly to: string | null;
  readonly specifier: string;
  readonly line: number;
  readonly how: 'load' | 'start';
}

const builtins = new Set(builtinModules);

export function edgesOf(source: Source): Edge[] {
  return source.imports.map(({ specifier, line, how }) => ({ from: source.path, to: targetOf(source.path, specifier), specifier, line, how }));
}

function targetOf(from: string, specifier: string): string | null {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('#shared/')) return plain.slice(1);
  return plain.startsWith('.') ? posix.join(posix.dirname(from), plain) : null;
}

/** What is wrong with an edge, as a sentence, or null. */
export function breachOf(edge: Edge): string | null {
  const why = edge.to === null ? packageBreach(edge) : pathBreach(edge, edge.to);
  return why === null ? null : `${edge.from}:${edge.line} imports "${edge.specifier}": ${why}`;
}

function pathBreach({ from, how, specifier }: Edge, to: string): string | null {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === null || there === null) return 'one of them is in no room of the floor plan';
  if (how === 'start') return here === there ? null : `a process may be started from its own room only. ${here.sentence}`;
  if (isTest(from) && /^tests\/(?:support|contracts)\//.test(to)) return null;
  if (here !== there) return roomBreach(here, there, specifier);
  if (specifier.startsWith('#')) return 'inside a room imports are relative';
  return floorBreach(here, from, to);
}

function roomBreach(here: Room, there: Room, specifier: string): string | null {
  if (!here.rooms.includes(there.name)) return here.sentence;
  return there.name === 'shared' && !specifier.startsWith('#shared/') ? 'shared is entered as #shared/…' : null;
}

function floorBreach(room: Room, from: string, to: string): string | null {
  if (isTest(from)) return null;
  const [here, there] = [levelOf(room, from), levelOf(room, to)];
  if (here === null || there === null) return 'one of them is on no floor of the floor plan';
  if (here.floor !== null && here.floor === there.floor) return null;
  const inside = to.slice(room.name.length + 1);
  if (here.floor?.also?.some((path) => inside === path || inside.startsWith(`${path}/`)) === true) return null;
  if (here.floor?.only !== undefined) return there.floor !== null && here.floor.only.includes(there.floor.folder) ? null : room.sentence;
  return there.level < here.level || (here.floor === null && there.floor === null) ? null : room.sentence;
}

function packageBreach({ from, specifier }: Edge): string | null {
  const room = roomOf(from);
  if (room === null) return 'the file is in no room of the floor plan';
  if (specifier.startsWith('node:')) return room.node || isTest(from) ? null : `Node's modules stay out of ${room.name}. ${room.sentence}`;
  if (builtins.has(specifier)) return "Node's modules are written node:…";
  const name = packageOf(specifier);
  const home = homes[name];
  if (home !== undefined && !from.startsWith(home) && room.name !== 'tests' && !isTest(from)) return `${name} lives in ${home} only`;
  if (isTest(from) || room.packages.includes('*')) return null;
  const at = levelOf(room, from)?.floor ?? null;
  const allowed = [...(at?.pure === true ? [] : room.packages), ...(at?.packages ?? [])];
  return at === null || allowed.includes(name) ? null : `${name} is not among the packages of ${room.name}/${at.folder} (${allowed.join(', ') || 'none'}). ${room.sentence}`;
}

function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

export function roomOf(path: string): Room | null {
  return rooms.find(({ name }) => path.startsWith(`${name}/`)) ?? null;
}

/** The floor a file is on, or the roof (`floor` null), or null for a file the plan does not know. */
export function levelOf(room: Room, path: string): { readonly floor: Floor | null; readonly level: number } | null {
  const inside = path.slice(room.name.length + 1);
  const folder = inside.split('/')[0] ?? '';
  if (folder === inside) return room.roof.includes('*') || room.roof.includes(inside) ? { floor: null, level: room.levels.length } : null;
  for (const [level, floors] of room.levels.entries()) {
    const found = floors.find((one) => one.folder === folder);
    if (found !== undefined) return { floor: found, level };
  }
  return null;
}

/** Every group of files that import each other in a circle, each as a readable chain. */
export function cyclesIn(edges: readonly Edge[]): string[] {
  const graph = new Map<string, string[]>();
  for (const { from, to, how } of edges) if (to !== null && how === 'load') graph.set(from, [...(graph.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  for (const start of graph.keys()) walk(start, []);
  return found;

  function walk(node: string, trail: readonly string[]): void {
    const at = trail.indexOf(node);
    if (at !== -1) found.push([...trail.slice(at), node].join(' -> '));
    if (at !== -1 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  }
}
