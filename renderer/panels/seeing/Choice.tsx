import { useId } from 'react';

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly value: T;
  /** Value and its words. */
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** A named list of which one is chosen. */
export function Choice<T extends string>({ name, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  const choose = (text: string): void => {
    const found = options.find(([own]) => own === text);
    if (found !== undefined) onChange(found[0]);
  };
  return (
    <div className="slider choice">
      <label htmlFor={id}>{name}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map(([own, words]) => <option key={own} value={own}>{words}</option>)}
      </select>
    </div>
  );
}
