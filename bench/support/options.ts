import { InvalidArgumentError } from 'commander';

/** Reads `1000,1000000`: how many leads to measure with, one measurement each. */
export function readSizes(text: string): readonly number[] {
  return text.split(',').map((size) => readWhole(size));
}

export function readWhole(text: string): number {
  if (!/^[1-9][0-9]{0,7}$/.test(text)) throw new InvalidArgumentError('wants a whole number from 1 to 99999999');
  return Number(text);
}

export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^[0-9.]+$/.test(text) || !(seconds > 0 && seconds <= 600)) throw new InvalidArgumentError('wants 0 to 600');
  return seconds;
}
