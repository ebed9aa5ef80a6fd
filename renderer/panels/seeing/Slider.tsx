import { useId } from 'react';

interface SliderProps {
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** The value in the person's own way of writing. */
  readonly shown: string;
  readonly onChange: (value: number) => void;
}

/** A named slider with its value beside it. Arrow keys move it by a step, Page Up and Down by more, Home and End to its ends. */
export function Slider({ name, value, least, most, step, shown, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>{name}</label>
      <input id={id} type="range" min={least} max={most} step={step} value={value} aria-valuetext={shown} onChange={(event) => onChange(Number(event.target.value))} />
      <output htmlFor={id} className="number">{shown}</output>
    </div>
  );
}
