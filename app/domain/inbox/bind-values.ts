/** Values of a statement whose text is put together: each is named where it stands. */
export type Bound = {
  readonly values: readonly unknown[];
  /** Takes a value in. @returns how the text names it, as that type */
  readonly bind: (value: unknown, type: string) => string;
};

/** A statement's values, none yet. */
export function bindValues(): Bound {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}
