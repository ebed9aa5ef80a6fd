import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf, type Message } from '../i18n/i18n.ts';

/** A long piece of work with progress and a way to stop it. */
export interface Job {
  readonly busy: boolean;
  readonly progress: { readonly done: number; readonly total: number | null; readonly name: string } | null;
  readonly problem: Message | null;
  readonly start: (work: JobWork) => Promise<boolean>;
  readonly cancel: () => void;
}

export type Tell = (done: number, total: number | null, name: string) => void;
export type JobWork = (tell: Tell, signal: AbortSignal) => Promise<void>;
type JobState = Omit<Job, 'start' | 'cancel'>;

const IDLE: JobState = { busy: false, progress: null, problem: null };

/** Answers true when the work came to its end; leaving the panel stops it. */
export function useJob(): Job {
  const [state, setState] = useState<JobState>(IDLE);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(async (work: JobWork): Promise<boolean> => {
    const stop = new AbortController();
    running.current?.abort();
    running.current = stop;
    setState({ ...IDLE, busy: true });
    try {
      await work((done, total, name) => setState((old) => ({ ...old, progress: { done, total, name } })), stop.signal);
      setState(IDLE);
      return !stop.signal.aborted;
    } catch (error) {
      setState(stop.signal.aborted ? IDLE : { ...IDLE, problem: messageOf(error) });
      return false;
    }
  }, []);
  return { ...state, start, cancel: useCallback(() => running.current?.abort(), []) };
}
