import { foldName } from '../domain/name.ts';
import { Refusal } from '../domain/refusal.ts';

/** Longest name of a stage or a reason, in characters: it has to fit a button and the axis of a picture. */
export const MAX_LABEL_LENGTH = 12;

/**
 * Refuses a name that cannot be read everywhere it will stand: in sentences, on buttons, in pictures, in command lines.
 * Letters, digits and a few signs that mean nothing to any of them.
 */
export function checkLabel(label: string): void {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} ·&+/.（）-]*$/u.test(label);
  if (!isPlain || label.includes('->') || foldName(label) === '' || [...label].length > MAX_LABEL_LENGTH) {
    throw new Refusal({ code: 'bad_label', label, max: MAX_LABEL_LENGTH });
  }
}
