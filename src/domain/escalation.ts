/** Workdays over the limit at which somebody is told of a lead that stands still, and who. */
const STEPS = [
  { days: 0, owner: true, manager: false },
  { days: 3, owner: true, manager: false },
  { days: 5, owner: true, manager: true },
  { days: 7, owner: false, manager: true },
] as const;

/** Who is to be told of a lead. */
export interface Telling {
  readonly owner: boolean;
  readonly manager: boolean;
  /** True from the last step on: somebody else should take it over. */
  readonly isLast: boolean;
}

/**
 * What a lead `overdue` workdays over its limit asks for, when it was `before` at the time somebody was last told (below
 * 0: not yet over it). Undefined while it is between two steps, and after the last.
 */
export function tellingOf(overdue: number, before: number): Telling | undefined {
  const reached = STEPS.filter(({ days }) => days <= overdue && days > before);
  if (reached.length === 0) return undefined;
  return {
    owner: reached.some(({ owner }) => owner),
    manager: reached.some(({ manager }) => manager),
    isLast: reached.at(-1) === STEPS.at(-1),
  };
}
