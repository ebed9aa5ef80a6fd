import { describe, expect, it } from 'vitest';
import { edgesOf } from './layers.ts';
import { isTest, readSources, type Source } from './scan/readSources.ts';

/** What a person keeps alone, and what people say of their week. */
const PRIVATE = /^(?:renderer\/own|renderer\/panels\/(?:record|reflection)|shared\/reflection|server\/reflection)\//;
/** Who decides what is worked on by whom, gives data away, or measures work. */
const KEPT_AWAY = /^(?:shared\/(?:formats|flags|query|time|edits)|renderer\/(?:session|commands|panels\/(?:export|import|tasks|inbox|objects))|renderer\/workers\/(?:formats|flags)\.worker\.ts|electron\/(?:cli|services)|server\/(?:projects|ledger|accounts))(?:\/|$)/;

const sources = readSources().filter(({ path }) => !isTest(path));
const edges = new Map(sources.map((source) => [source.path, edgesOf(source)]));

/** The way from a file to something private, types included; null when there is none. */
function wayToPrivate(from: string): readonly string[] | null {
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1) ?? '';
    if (way.length > 1 && PRIVATE.test(last)) return way;
    for (const { to } of edges.get(last) ?? []) {
      if (to === null || seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return null;
}

describe('the wall around what belongs to a person', () => {
  it('has something behind it, and somebody before it', () => {
    expect(sources.filter(({ path }) => PRIVATE.test(path)).length).toBeGreaterThan(4);
    expect(sources.filter(({ path }) => KEPT_AWAY.test(path)).length).toBeGreaterThan(60);
    expect(wayToPrivate('renderer/app/startApp.ts')).not.toBeNull();
  });

  it('lets no routing, export or measuring code through, by whatever way', () => {
    const ways = sources.filter(({ path }) => KEPT_AWAY.test(path)).flatMap(({ path }) => wayToPrivate(path)?.join(' -> ') ?? []);
    expect(ways).toEqual([]);
  });

  it('keeps the count of flags out of what measures time', () => {
    const measuring = sources.filter(({ path }) => path.startsWith('shared/time/'));
    const named = (source: Source): readonly string[] => [...source.code.matchAll(/\b(?:Flag|flags|FlagId|flagLink)\b/g)].map(([word]) => `${source.path}: ${word}`);
    expect(measuring.length).toBeGreaterThan(4);
    expect(measuring.flatMap(named)).toEqual([]);
  });

  it('shows a person’s own records to no query over a project, and writes no plain file of them', () => {
    for (const path of ['renderer/local/recordsOfTypes.ts', 'renderer/sync/documentKeeper.ts']) expect(sources.find((source) => source.path === path)?.code, path).toContain('isPrivateStream(');
  });
});
