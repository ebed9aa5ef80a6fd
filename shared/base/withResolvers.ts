/** A promise that is settled from outside. */
export interface Resolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** What later versions of the language have as `Promise.withResolvers`. */
export function withResolvers<T>(): Resolvers<T> {
  let [resolve, reject]: [Resolvers<T>['resolve'], Resolvers<T>['reject']] = [() => undefined, () => undefined];
  const promise = new Promise<T>((done, failed) => {
    [resolve, reject] = [done, failed];
  });
  return { promise, resolve, reject };
}
