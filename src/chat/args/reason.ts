import { foldName } from '../../domain/name.ts';
import type { Reason } from '../../domain/stage.ts';

/** The reason a word names: by name or code, or by a beginning only one reason has. */
export function readReason(word: string, kind: Reason['kind'], reasons: readonly Reason[]): Reason | undefined {
  const folded = foldName(word);
  if (folded === '') return undefined;
  const ofKind = reasons.filter((reason) => reason.kind === kind);
  const exact = ofKind.find(({ name, code }) => foldName(name) === folded || foldName(code) === folded);
  if (exact) return exact;
  const starting = ofKind.filter(({ name }) => [...folded].length >= 2 && foldName(name).startsWith(folded));
  return starting.length === 1 ? starting[0] : undefined;
}
