/** The value, or a loud stop: for what can only be absent through a bug. `why` names the broken promise. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(`invariant: ${why}`);
  return value;
}

/** Fails to compile when a union has a case that the switch above does not handle. */
export function never(value: never): never {
  throw new Error(`invariant: unhandled case ${JSON.stringify(value)}`);
}
