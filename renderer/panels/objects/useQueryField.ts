import { useEffect, useState, type KeyboardEvent } from 'react';
import { completeQuery, type Completion } from '#shared/query/complete.ts';
import { parseQuery } from '#shared/query/parse.ts';
import type { QueryProblem } from '#shared/query/syntax.ts';
import { vocabularyOf } from '../../commands/askObjects.ts';
import { useBench, useScreen, useWork } from '../benchContext.ts';

export interface QueryFieldState {
  readonly text: string;
  readonly problem: QueryProblem | null;
  readonly words: readonly string[];
  /** Index of the word in hand, or -1. */
  readonly current: number;
  readonly write: (text: string, caret: number) => void;
  readonly look: (caret: number) => void;
  /** Another question, not written by hand: nothing is to be completed. */
  readonly replace: (text: string) => void;
  readonly take: (word: string) => void;
  readonly close: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** The question being written. The list follows the last one that can be read, so that it does not jump with every key. */
export function useQueryField(): QueryFieldState {
  const bench = useBench();
  const vocabulary = vocabularyOf(useWork((work) => work.labels), useWork((work) => work.about?.relations));
  const question = useScreen((screen) => screen.question);
  const [text, setText] = useState(question);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [current, setCurrent] = useState(-1);
  useEffect(() => setText((old) => (parseQuery(old, vocabulary).problem === null ? question : old)), [question, vocabulary]);
  const look = (at: string, caret: number): void => {
    setCompletion(completeQuery(at, caret, vocabulary));
    setCurrent(-1);
  };
  const write = (next: string, caret: number): void => {
    setText(next);
    look(next, caret);
    if (parseQuery(next, vocabulary).problem === null) bench.screen.setState({ question: next.trim() === '' ? '' : next });
  };
  const close = (): void => setCompletion(null);
  const replace = (next: string): void => {
    write(next, next.length);
    close();
  };
  const take = (word: string): void => {
    if (completion === null) return;
    const [before, after] = [text.slice(0, completion.from) + word, text.slice(completion.to)];
    const gap = word.endsWith('(') || after.startsWith(' ') ? '' : ' ';
    write(before + gap + after, before.length + gap.length);
  };
  const words = completion?.words ?? [];
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = words[current] ?? (event.key === 'Tab' && !event.shiftKey ? words[0] : undefined);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setCurrent(words.length === 0 ? -1 : (current + (event.key === 'ArrowDown' ? 1 : words.length + (current === -1 ? 0 : -1))) % words.length);
    else if (event.key === 'Escape' && completion !== null) close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && completion !== null && chosen !== undefined) take(chosen);
    else if (event.key === 'Escape') bench.work.getState().stage?.focus();
    else if (event.key === 'Enter') return close();
    else return;
    event.preventDefault();
  };
  return { text, problem: parseQuery(text, vocabulary).problem, words, current, write, replace, look: (caret) => look(text, caret), take, close, onKey };
}
