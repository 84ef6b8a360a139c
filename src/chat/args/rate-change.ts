import type { Pipeline, Stage } from '../../domain/stage.ts';
import type { RateChange } from '../../usecases/index.ts';
import { type Reading, read, unreadable } from './problem.ts';
import { readStage } from './stage.ts';
import {
  ARG_NAMES,
  CHANGE_ARROW_PATTERN,
  CHANGE_FROM_PATTERN,
  CHANGE_RATES_PATTERN,
  HOP_WORD_PATTERN,
} from './words.ts';

/** A hop with another rate, as somebody wrote it. Rates between 0 and 1. */
export interface WrittenChange {
  readonly stage: Stage;
  /** Where the hop is said to lead; undefined when it was left out. */
  readonly to: Stage | undefined;
  readonly rate: number | undefined;
  readonly newRate: number;
}

/** The change, with why it cannot be read when it cannot. */
export function takeRateChange(typed: string, pipeline: Pipeline): Reading<RateChange> {
  const change = readRateChange(typed, pipeline);
  const stages = pipeline.open.map(({ name }) => name);
  if (!change) return unreadable({ code: 'not_a_change', label: ARG_NAMES.change[0], typed });
  if ('unknownStage' in change) return unreadable({ code: 'stage_unknown', typed: change.unknownStage, stages });
  const { stage, to, rate, newRate } = change;
  if (stage.kind !== 'open') return unreadable({ code: 'stage_not_open', typed: stage.name, stages });
  return read({ stage, to, newRate, ...(rate !== undefined && { rate }) });
}

/** Longer than any such line, so that nothing has to be read twice. */
const LONGEST = 200;

/**
 * Reads a hop and its rates, arrows of any kind, spaces or words between them, the percent signs there or not; the old
 * rate and where the hop leads may be left out. Says which stage nobody knows, or nothing when it is no change at all.
 */
export function readRateChange(
  text: string,
  pipeline: Pipeline,
): WrittenChange | { readonly unknownStage: string } | undefined {
  if (text.length > LONGEST) return undefined;
  const line = text
    .normalize('NFKC')
    .replace(CHANGE_ARROW_PATTERN, ' → ')
    .replace(/[\s,、。]+/g, ' ')
    .trim();
  const [, names = '', old, now = ''] = CHANGE_RATES_PATTERN.exec(line) ?? [];
  const hop = hopOf(names, pipeline);
  const newRate = shareOf(now);
  const rate = old === undefined ? undefined : shareOf(old);
  const isRate = (share: number | undefined): share is number => share !== undefined && share > 0 && share <= 1;
  if (!isRate(newRate) || (old !== undefined && !isRate(rate)) || hop.length < 1 || hop.length > 2) return undefined;
  if (hop.some((name) => shareOf(name) !== undefined)) return undefined;
  const [stage, to] = hop.map((name) => readStage(name, pipeline));
  const unknown = hop.find((name) => readStage(name, pipeline) === undefined);
  if (unknown !== undefined || stage === undefined) return { unknownStage: unknown ?? names };
  return { stage, to, rate, newRate };
}

/** The names of one or two stages. */
function hopOf(names: string, pipeline: Pipeline): readonly string[] {
  const bare = names.replace(CHANGE_FROM_PATTERN, '');
  const hop = bare.split(/[→ ]+/).filter((name) => name !== '');
  const parts = bare.split(HOP_WORD_PATTERN).map((name) => name.trim());
  const isNamed = (name: string) => readStage(name, pipeline) !== undefined;
  return !hop.every(isNamed) && parts.length === 2 && parts.every(isNamed) ? parts : hop;
}

/** `20%`, `20` and `0.2` are the same. */
function shareOf(text: string): number | undefined {
  const value = Number(text.replace('%', ''));
  if (text === '' || Number.isNaN(value)) return undefined;
  return text.endsWith('%') || value > 1 ? value / 100 : value;
}
