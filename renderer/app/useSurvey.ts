import { useEffect, useMemo, useRef, useState } from 'react';
import type { Item, SurveyProgress } from '#shared/bridge/hostContract.ts';
import { mediaUrl } from '../host/mediaUrl.ts';
import { messageOf, type Message } from '../i18n/i18n.ts';
import { useBench } from '../panels/benchContext.ts';
import type { PictureSource } from '../stage2d/pictureMessages.ts';

/** A window shows this much in one piece; the host cuts larger pictures into tiles. */
const MOST_WHOLE_PIXELS = 100_000_000;
const MOST_WHOLE_SIDE = 16_384;

export interface Surveyed {
  /** Null while the picture is not ready. */
  readonly source: PictureSource | null;
  /** How far the tiles are cut, 0 to 1; null when none are being cut. */
  readonly share: number | null;
  /** The person stopped the cutting. */
  readonly stopped: boolean;
  readonly problem: Message | null;
  stop(): void;
  again(): void;
}

interface State {
  readonly item: string;
  readonly progress: SurveyProgress | null;
  readonly problem: Message | null;
}

/**
 * Finds out how a picture is to be shown. Most are shown at once; only files that can be deep, placed or huge are asked
 * about. Tiles go on being cut while other pictures are looked at, until that is stopped or the project is left.
 */
export function useSurvey(project: string, item: Item, shown: boolean): Surveyed {
  const { screen, host } = useBench();
  const [state, setState] = useState<State>({ item: '', progress: null, problem: null });
  const [stopped, setStopped] = useState<string | null>(null);
  const isStopped = stopped === item.id;
  const asks = shown && !isStopped && (isLarge(item) || /\.(png|tiff?)$/i.test(item.name));
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const all = running.current;
    return () => all.forEach((stop) => stop.abort());
  }, []);
  useEffect(() => {
    let here = true;
    const stop = running.current.get(item.id) ?? new AbortController();
    running.current.set(item.id, stop);
    setState({ item: item.id, progress: null, problem: null });
    screen.setState({ place: null, range: null });
    const follow = async (): Promise<void> => {
      for await (const progress of host.media.survey({ project, item: item.id }, { signal: stop.signal })) {
        if (!here) continue;
        setState({ item: item.id, progress, problem: null });
        screen.setState({ place: progress.place, range: progress.tiles?.range ?? null });
      }
    };
    if (asks) void follow().catch((error: unknown) => here && !stop.signal.aborted && setState({ item: item.id, progress: null, problem: messageOf(error) }));
    return () => {
      here = false;
    };
  }, [asks, host, item.id, project, screen]);
  const now = state.item === item.id ? state : null;
  const waits = isLarge(item) || /\.tiff?$/i.test(item.name);
  const source = useSource({ project, item, shown: shown && !(isStopped && waits) }, { waits, progress: now?.progress ?? null });
  return {
    source,
    share: !isStopped && now?.progress?.done === false ? now.progress.share : null,
    stopped: isStopped,
    problem: now?.problem ?? null,
    stop: () => {
      running.current.get(item.id)?.abort();
      running.current.delete(item.id);
      setStopped(item.id);
    },
    again: () => setStopped(null),
  };
}

/** The same object as long as it is the same picture. */
function useSource({ project, item, shown }: { readonly project: string; readonly item: Item; readonly shown: boolean }, { waits, progress }: { readonly waits: boolean; readonly progress: SurveyProgress | null }): PictureSource | null {
  const ready = shown && (!waits || progress?.done === true);
  const tiles = progress?.tiles ?? null;
  return useMemo(() => {
    if (!ready) return null;
    return tiles === null ? { url: mediaUrl.picture(project, item.id), tiles } : { url: mediaUrl.tiles(project, item.id), tiles };
  }, [item.id, project, ready, tiles]);
}

function isLarge({ width, height }: Item): boolean {
  return width !== null && height !== null && (width * height > MOST_WHOLE_PIXELS || Math.max(width, height) > MOST_WHOLE_SIDE);
}
