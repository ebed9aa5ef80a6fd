import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryProblem } from '#shared/query/syntax.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useScreen } from '../benchContext.ts';
import { SavedFilters } from './SavedFilters.tsx';
import { useQueryField, type QueryFieldState } from './useQueryField.ts';

/** Problems of a question that is simply not finished yet; they are hints and not complaints. */
const UNFINISHED: ReadonlySet<QueryProblem['code']> = new Set(['needs-value', 'needs-comparison', 'needs-question', 'open-bracket', 'open-quote']);

/** Narrows the list by a question, with completion, and with what is wrong marked where it stands. */
export function QueryField() {
  const { t } = useTranslation();
  const own = useId();
  const state = useQueryField();
  const input = useRef<HTMLInputElement>(null);
  const asking = useScreen((screen) => screen.asking);
  const seen = useRef(0);
  useEffect(() => {
    if (asking > seen.current) input.current?.focus();
    seen.current = asking;
  }, [asking]);
  const { problem, words, current } = state;
  const bad = problem !== null && !(UNFINISHED.has(problem.code) && problem.to === state.text.length);
  return (
    <div className="query">
      <div className="query-line">
        <div className="query-box">
          {bad ? <ProblemMark text={state.text} problem={problem} input={input} /> : null}
          <input ref={input} className="input" type="text" spellCheck={false} autoComplete="off" role="combobox" aria-expanded={words.length > 0} aria-controls={`${own}words`} aria-label={t('objects.find')} placeholder={t('objects.find.example')} value={state.text} aria-invalid={bad} aria-describedby={`${own}problem`} {...(current === -1 ? {} : { 'aria-activedescendant': `${own}${current}` })} onChange={({ currentTarget }) => state.write(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)} onFocus={({ currentTarget }) => state.look(currentTarget.selectionStart ?? 0)} onBlur={state.close} onKeyDown={state.onKey} />
        </div>
        {state.text === '' ? null : <IconButton small icon="close" name={t('objects.find.clear')} onClick={() => state.replace('')} />}
        <SavedFilters text={problem === null ? state.text.trim() : ''} onChoose={state.replace} />
      </div>
      <Words own={own} state={state} />
      <p id={`${own}problem`} className={bad ? 'small field-problem' : 'small muted'} role="status">{problem === null ? '' : t(`query.${problem.code}`, { hint: '', ...problem.params })}{problem?.params['hint'] === undefined ? '' : ` ${t('query.hint', { hint: problem.params['hint'] })}`}</p>
    </div>
  );
}

function Words({ own, state }: { readonly own: string; readonly state: QueryFieldState }) {
  const { t } = useTranslation();
  if (state.words.length === 0) return null;
  return (
    <div id={`${own}words`} className="query-words" role="listbox" aria-label={t('objects.find.words')}>
      {state.words.map((word, at) => (
        <button key={word} id={`${own}${at}`} type="button" role="option" tabIndex={-1} aria-selected={at === state.current} className="query-word" onMouseDown={(event) => event.preventDefault()} onClick={() => state.take(word)}>{word}</button>
      ))}
    </div>
  );
}

/** The same text behind the field, unseen but for the line under what is wrong. */
function ProblemMark({ text, problem, input }: { readonly text: string; readonly problem: QueryProblem; readonly input: { readonly current: HTMLInputElement | null } }) {
  const to = Math.max(problem.to, problem.from + 1);
  return (
    <div className="query-mark" aria-hidden ref={(mark) => { if (mark !== null) mark.scrollLeft = input.current?.scrollLeft ?? 0; }}>
      {text.slice(0, problem.from)}<mark>{text.slice(problem.from, to).padEnd(1, '\u00a0')}</mark>{text.slice(to)}
    </div>
  );
}
