declare const brand: unique symbol;

/** A `T` that must not be mixed with another `T` of a different meaning. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
