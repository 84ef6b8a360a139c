import type { StageId } from '../../domain/ids.ts';
import { foldName, isWithinOneEdit } from '../../domain/name.ts';
import { namesOf, type Pipeline, type Stage } from '../../domain/stage.ts';
import type { Token } from '../line.ts';
import { TOWARDS_WORDS } from './sentence-words.ts';
import { AFTER_STAGE, BEFORE_STAGE, BEHIND_STAGE, BETWEEN_STAGES, NONE_WORDS } from './words.ts';

/** The stage a word names: by name, alias or id, whatever the width and case, and what people put around it. */
export function readStage(word: string, pipeline: Pipeline): Stage | undefined {
  const bare = word.replace(BEHIND_STAGE, '');
  const [found] = [word, bare, word.replace(BEFORE_STAGE, ''), bare.replace(BEFORE_STAGE, '')].flatMap(
    (name) => pipeline.named(name) ?? [],
  );
  return found;
}

/** A stage with a remark glued to it by a sign, as two words; otherwise the word itself. */
export function splitAfterStage(word: Token, pipeline: Pipeline): readonly Token[] {
  const [whole = '', stage] = AFTER_STAGE.exec(word.text) ?? [];
  if (word.quoted || stage === undefined || !readStage(stage, pipeline)) return [word];
  return [
    { ...word, text: stage, end: word.start + stage.length },
    { ...word, text: word.text.slice(whole.length), start: word.start + whole.length },
  ];
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

/** The open stages a list names; null for all of them, undefined when one of the words is none. */
export function readStages(text: string, pipeline: Pipeline): readonly StageId[] | null | undefined {
  if (NONE_WORDS.has(text.normalize('NFKC').trim())) return null;
  const stages = text.split(BETWEEN_STAGES).map((word) => readStage(word.trim(), pipeline));
  return stages.every((stage) => stage?.kind === 'open')
    ? [...new Set((stages as Stage[]).map(({ id }) => id))]
    : undefined;
}
