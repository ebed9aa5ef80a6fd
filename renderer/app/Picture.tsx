import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandById } from '../commands/commandList.ts';
import type { OpenTask } from '../commands/workbench.ts';
import { codeMessage, say, type Message } from '../i18n/i18n.ts';
import { useBench, useScreen, useSession, useWork } from '../panels/benchContext.ts';
import { Say } from '../panels/Say.tsx';
import { toast } from '../session/screenStore.ts';
import { Stage2d } from '../stage2d/Stage2d.tsx';
import { Cloud } from './Cloud.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Progress } from '../ui/Progress.tsx';
import { useClipSource } from './useClipSource.ts';
import { useSurvey, type Surveyed } from './useSurvey.ts';

/** What could not be shown, and the frame that stayed instead; null where it is said when that is over. */
interface Broken {
  readonly item: string;
  readonly frame: number | null;
  readonly message: Message;
}

/** The stage, flat or in space, and the news about it. It stays when the task changes; only what it shows is exchanged. */
export function Picture({ open }: { readonly open: OpenTask }) {
  const bench = useBench();
  const project = useWork((work) => work.project?.id ?? '');
  const [broken, setBroken] = useState<Broken | null>(null);
  const { item } = open;
  const known = item.problem !== null ? codeMessage(item.problem, { name: item.name }) : null;
  const survey = useSurvey(project, item, known === null && item.media === 'image');
  const frames = useClipSource(item);
  const problem = known ?? survey.problem;
  useLook(open);
  useThemeOnStage();
  return (
    <>
      <div className="stage-room" data-stage>
        {item.media === 'sequence' ? <Cloud open={open} source={frames} onProblem={(message) => setBroken(message === null ? null : { item: item.id, frame: null, message })} /> : <Stage2d
          editor={open.editor}
          session={bench.session}
          seeing={bench.seeing}
          models={bench.models}
          version={bench.info.version}
          item={item}
          picture={item.media === 'clip' ? frames : survey.source}
          onReady={(stage) => bench.work.setState({ stage })}
          onGone={() => bench.work.setState({ stage: null })}
          onProblem={(code, params) => setBroken({ item: item.id, frame: bench.session.getState().frame, message: codeMessage(code, params) })}
          onRefused={(code) => toast(bench.screen, 'warn', say(codeMessage(code)))}
          say={(key, params) => say({ key, params })}
          onTap={() => {
            if (commandById('track.play')?.enabled(bench) === true) bench.work.getState().clip?.player.toggle();
          }}
          onPointer={(at, pixel) => bench.screen.setState({ pointer: at === null ? null : [Math.floor(at[0]), Math.floor(at[1])], pixel })}
        />}
      </div>
      {problem === null ? <BrokenNews item={item.id} broken={broken} /> : <StageNews message={problem} />}
      <Cutting survey={survey} name={item.name} />
      <Blocked />
    </>
  );
}

/** Over as soon as another frame is shown: the file may have come back. */
function BrokenNews({ item, broken }: { readonly item: string; readonly broken: Broken | null }) {
  const frame = useSession((session) => session.frame);
  return broken === null || broken.item !== item || (broken.frame !== null && broken.frame !== frame) ? null : <StageNews message={broken.message} />;
}

function StageNews({ message }: { readonly message: Message }) {
  return <div className="stage-news"><Notice tone="bad"><Say message={message} /></Notice></div>;
}

/** A picture too large to be shown in one piece is on its way, or was stopped. */
function Cutting({ survey, name }: { readonly survey: Surveyed; readonly name: string }) {
  const { t } = useTranslation();
  if (survey.stopped) {
    return (
      <div className="stage-news">
        <Notice tone="plain">{t('survey.stopped', { name })} <button type="button" className="button" onClick={survey.again}>{t('survey.again')}</button></Notice>
      </div>
    );
  }
  if (survey.share === null) return null;
  return (
    <div className="stage-news">
      <Notice tone="plain">
        {t('survey.cutting', { name })}
        <Progress name={t('survey.progress')} share={survey.share} />
        <button type="button" className="button" onClick={survey.stop}>{t('survey.stop')}</button>
      </Notice>
    </div>
  );
}

/** Brings the asked-for spot into view once the picture is there. */
function useLook(open: OpenTask): void {
  const bench = useBench();
  const look = useWork((work) => work.look);
  useEffect(() => {
    const { stage } = bench.work.getState();
    if (look === null || stage === null) return undefined;
    let here = true;
    void stage.settled().then(() => {
      if (!here) return;
      stage.show(look);
      bench.work.setState({ look: null });
    });
    return () => {
      here = false;
    };
  }, [bench, open.item.id, look]);
}

/** The stage paints its own ground, so it is told when the colours change. */
function useThemeOnStage(): void {
  const bench = useBench();
  const theme = useScreen((screen) => screen.theme);
  useEffect(() => bench.work.getState().stage?.panBy(0, 0), [bench, theme]);
}

/** While nothing can be saved, nothing new is begun. */
function Blocked() {
  const { t } = useTranslation();
  const bench = useBench();
  const blocked = useWork((work) => work.failed || work.status?.saved === 'not-saved');
  if (!blocked) return null;
  return (
    <div className="stage-blocked">
      <Notice tone="bad">
        {t('save.blocked')}{' '}
        <button type="button" className="button danger" onClick={() => bench.screen.setState({ dialog: 'notSaved' })}>{t('save.elsewhere')}</button>
      </Notice>
    </div>
  );
}
