// An optional member is absent, never undefined (exactOptionalPropertyTypes): what may be undefined is left out before it is spread.

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the members that are undefined: `{ ...defined({ reason, at }) }`. Null, false, 0 and '' stay. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
