import type { CardView } from '../world/bubble.ts';
import type { CardOption, TemplateCard } from '../world/template-card.ts';
import { NotPossible } from './not-possible.ts';

export interface CardPress {
  /** Where on the card: a button or submit, or the menu in the corner. */
  on: 'button' | 'menu';
  key: string;
  /** question key → option ids; empty when nothing was to be chosen. */
  chosen: Record<string, string[]>;
}

interface Question {
  key: string;
  options: readonly CardOption[];
  several: boolean;
  disabled: boolean;
  preset: string[];
}

/** Not chosen, or chosen wrongly, means the first option (WeCom doc 90236). */
const presetOf = (options: readonly CardOption[], selectedId: string | undefined) => {
  const chosen = options.find((option) => option.id === selectedId) ?? options[0];
  return chosen ? [chosen.id] : [];
};

function questionsOf(card: TemplateCard): Question[] {
  const selectors = [...(card.button_selection ? [card.button_selection] : []), ...(card.select_list ?? [])];
  const questions = selectors.map((selector) => ({
    key: selector.question_key,
    options: selector.option_list,
    several: false,
    disabled: selector.disable === true,
    preset: presetOf(selector.option_list, selector.selected_id),
  }));
  if (!card.checkbox) return questions;
  const { question_key: key, option_list: options, mode, disable } = card.checkbox;
  const preset = options.filter((option) => option.is_checked).map((option) => option.id);
  return [...questions, { key, options, several: mode === 1, disabled: disable === true, preset }];
}

function pressableKeys(card: TemplateCard, on: CardPress['on']): (string | undefined)[] {
  if (on === 'menu') return (card.action_menu?.action_list ?? []).map((action) => action.key);
  const buttons = (card.button_list ?? []).filter((button) => button.type !== 1).map((button) => button.key);
  return [...buttons, card.submit_button?.key];
}

/**
 * The press as the client would send it: with what was preset where nothing was chosen. Throws `NotPossible` for a key
 * or option that is not on the card, or when the card can no longer be pressed.
 */
export function completePress(view: CardView, press: CardPress): CardPress {
  if (!pressableKeys(view.card, press.on).includes(press.key)) throw new NotPossible('no such button on the card');
  if (press.on === 'menu') return { ...press, chosen: {} };
  if (view.replacedText !== null) throw new NotPossible('the button can no longer be pressed');
  const questions = questionsOf(view.card);
  const unknown = Object.keys(press.chosen).find((key) => !questions.some((question) => question.key === key));
  if (unknown !== undefined) throw new NotPossible('no such question on the card');
  const chosen = questions.map((question) => {
    const ids = question.disabled ? question.preset : (press.chosen[question.key] ?? question.preset);
    const exist = ids.every((id) => question.options.some((option) => option.id === id));
    if (!exist || (!question.several && ids.length > 1)) throw new NotPossible('no such option on the card');
    return [question.key, ids] as const;
  });
  return { ...press, chosen: Object.fromEntries(chosen.filter(([, ids]) => ids.length > 0)) };
}
