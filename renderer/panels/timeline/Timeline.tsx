import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { lifeOf } from '#shared/model/trackLife.ts';
import { nearestKeyframe } from '#shared/model/changes.ts';
import { frameCount } from '../../media/clipState.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { CommandButton } from '../toolbar/CommandButton.tsx';
import { ClipNews } from './ClipNews.tsx';
import { LANE, type Lane } from './paintTimeline.ts';
import './timeline.css';
import type { TimelineCanvas } from './timelineCanvas.ts';
import { TraceBar } from './TraceBar.tsx';
import { TimelineRoom } from './TimelineRoom.tsx';
import { Transport } from './Transport.tsx';
import { useClip } from './useClip.ts';
import { useTimeContents } from './useLanes.ts';
import { useFollow } from './useFollow.ts';

/** Time, under the picture of a clip. */
export function Timeline() {
  const clip = useClip();
  return clip === null ? null : <ClipTimeline key={clip.item} />;
}

function ClipTimeline() {
  const { t } = useTranslation();
  const contents = useTimeContents();
  const list = useRef<HTMLElement | null>(null);
  const canvas = useRef<TimelineCanvas | null>(null);
  const onCanvas = useCallback((made: TimelineCanvas | null) => {
    canvas.current = made;
  }, []);
  const [open, setOpen] = useState(true);
  const clip = useClip();
  useFollow();
  return (
    <section className={contents.chapters.length > 0 ? 'timeline with-chapters' : 'timeline'} aria-label={t('timeline.name')}>
      <ClipNews />
      <TraceBar />
      <Transport open={open} onOpen={setOpen} />
      {open && clip?.facts ? (
        <div className="timeline-body">
          <Names lanes={contents.lanes} canvas={canvas} onList={(found) => { list.current = found; }} />
          <TimelineRoom contents={contents} list={list} canvas={canvas} onCanvas={onCanvas} />
        </div>
      ) : null}
    </section>
  );
}

interface NamesProps {
  readonly lanes: readonly Lane[];
  readonly canvas: RefObject<TimelineCanvas | null>;
  readonly onList: (list: HTMLElement | null) => void;
}

/** The things of the clip, one a lane: what the canvas shows, in words, and with keys. */
function Names({ lanes, canvas, onList }: NamesProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const selection = useSession((session) => session.selection);
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    onList(own.current?.querySelector<HTMLElement>('.virtual') ?? null);
  });
  const current = lanes.findIndex(({ track }) => selection.has(track.id));
  const choose = (lane: Lane | undefined, add: boolean): void => {
    if (lane !== undefined) bench.session.setState({ selection: new Set(add ? [...selection, lane.track.id] : [lane.track.id]) });
  };
  const toKey = (lane: Lane, direction: 1 | -1): void => {
    const { open, clip } = bench.work.getState();
    const frame = open === null || clip === null ? null : nearestKeyframe(open.editor.document, [lane.track.id], { frame: clip.player.goal, direction });
    if (frame !== null) clip?.player.seek(frame);
  };
  return (
    <div ref={own} className="timeline-names">
      <div className="timeline-names-head">
        <span className="row">
          <IconButton small icon="zoom-out" name={t('timeline.zoomOut')} onClick={() => canvas.current?.zoom(1 / 1.6)} />
          <IconButton small icon="zoom-in" name={t('timeline.zoomIn')} onClick={() => canvas.current?.zoom(1.6)} />
          <IconButton small icon="fit" name={t('timeline.fit')} onClick={() => canvas.current?.fit()} />
          {['track.traceBack', 'track.traceAhead'].map((id) => <CommandButton key={id} id={id} />)}
        </span>
        <span className="row">
          <span className="small muted grow">{t('timeline.things', { count: lanes.length })}</span>
          <CommandButton id="clip.camera" />
        </span>
      </div>
      <VirtualList
        name={t('timeline.lanes')} items={lanes} rowHeight={LANE} keyOf={({ track }) => track.id} current={current} selected={({ track }) => selection.has(track.id)}
        onMove={(at) => choose(lanes[at], false)}
        onPick={(lane, _at, event) => choose(lane, event.ctrlKey || event.metaKey || event.shiftKey)}
        onKey={(event, lane) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
          event.preventDefault();
          event.stopPropagation();
          toKey(lane, event.key === 'ArrowRight' ? 1 : -1);
        }}
      >
        {(lane) => <Name lane={lane} />}
      </VirtualList>
    </div>
  );
}

function Name({ lane }: { readonly lane: Lane }) {
  const { t } = useTranslation();
  const frames = useWork((work) => frameCount(work.clip));
  const label = useWork((work) => work.labels.find(({ id }) => id === lane.track.label)?.name ?? null);
  const life = lifeOf(lane.keys, lane.track.extent, frames);
  const about = life === null ? t('timeline.never') : t('timeline.life', { first: life.first, last: life.last, count: lane.keys.length });
  return (
    <div className="timeline-lane-name" title={about}>
      <span className="swatch" style={{ background: lane.color }} />
      <span className="cut grow">{label ?? t('objects.unlabelled')}</span>
      <span className="hidden-text">{about}</span>
    </div>
  );
}
