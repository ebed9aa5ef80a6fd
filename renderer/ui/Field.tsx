import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly name: string;
  readonly problem?: string | null;
  readonly children: (props: { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true }) => ReactNode;
}

/** A named input with its complaint under it, tied together for assistive technology. */
export function Field({ name, problem = null, children }: FieldProps) {
  const id = useId();
  const told = `${id}-problem`;
  return (
    <div className="field">
      <span><label htmlFor={id}>{name}</label></span>
      {children(problem === null ? { id } : { id, 'aria-describedby': told, 'aria-invalid': true })}
      {problem === null ? null : <span id={told} className="small field-problem" role="alert">{problem}</span>}
    </div>
  );
}
