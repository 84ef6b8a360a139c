import { foldName, isWithinOneEdit } from '../../domain/name.ts';
import { namesOf, type Pipeline, type Stage } from '../../domain/stage.ts';
import type { Token } from '../line.ts';
import { TOWARDS_WORDS } from './sentence-words.ts';

/** The stage a word names: by name, alias or id, whatever the width and case. */
export function readStage(word: string, pipeline: Pipeline): Stage | undefined {
  return pipeline.named(word);
}

/** True when the first word only leads to a stage, as an arrow does: `Acme to quote`. */
export function leadsToStage(words: readonly Token[], pipeline: Pipeline): boolean {
  const [to, stage] = words;
  if (!to || !stage || to.quoted) return false;
  return TOWARDS_WORDS.has(to.text) && readStage(stage.text, pipeline) !== undefined;
}

/** The stage a mistyped word probably means: one edit from a name of the same length or more. */
export function nearestStage(word: string, pipeline: Pipeline): Stage | undefined {
  const folded = foldName(word);
  if ([...folded].length < 2) return undefined;
  return pipeline.stages.find((stage) =>
    namesOf(stage).some(
      (name) => [...foldName(name)].length === [...folded].length && isWithinOneEdit(folded, foldName(name)),
    ),
  );
}

/** Splits a stage off the end of a word, where somebody left out the space. The longest stage name wins. */
export function splitTrailingStage(word: string, pipeline: Pipeline): { head: string; tail: string } | undefined {
  const longest = pipeline.names.find((name) => word.length > name.length && word.endsWith(name));
  return longest === undefined ? undefined : { head: word.slice(0, -longest.length), tail: longest };
}
