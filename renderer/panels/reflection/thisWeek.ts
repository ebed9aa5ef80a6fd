const DAY_MS = 86_400_000;

/** The ISO week that holds a moment, by the calendar of this computer. `last`: its Friday has come, so it may be looked back on. */
export interface ThisWeek {
  readonly week: string;
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
}

export function weekOf(at: number): ThisWeek {
  const day = new Date(at);
  const weekday = (day.getDay() + 6) % 7;
  const monday = new Date(day.getFullYear(), day.getMonth(), day.getDate() - weekday);
  const next = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 7);
  const thursday = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 3);
  const first = new Date(thursday.getFullYear(), 0, 1);
  const number = 1 + Math.floor(Math.round((thursday.getTime() - first.getTime()) / DAY_MS) / 7);
  return { week: `${thursday.getFullYear()}-W${String(number).padStart(2, '0')}`, from: monday.getTime(), to: next.getTime(), last: weekday >= 4 };
}
