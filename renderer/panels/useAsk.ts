import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf, type Message } from '../i18n/i18n.ts';

/** An answer on its way: nothing yet, there, or a reason why not. */
export interface Asked<T> {
  readonly value: T | null;
  readonly busy: boolean;
  readonly problem: Message | null;
  readonly again: () => void;
}

/** Asks when shown, when `on` is another one, and again on demand; an answer that comes after the panel left is dropped. */
export function useAsk<T>(ask: (signal: AbortSignal) => Promise<T>, on: string): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({ value: null, busy: true, problem: null });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    const stop = new AbortController();
    setState((old) => ({ ...old, busy: true, problem: null }));
    latest.current(stop.signal).then(
      (value) => stop.signal.aborted || setState({ value, busy: false, problem: null }),
      (error: unknown) => stop.signal.aborted || setState({ value: null, busy: false, problem: messageOf(error) }),
    );
    return () => stop.abort();
  }, [round, on]);
  return { ...state, again: useCallback(() => setRound((old) => old + 1), []) };
}
