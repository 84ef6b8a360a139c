import { element } from '../dom/element.js';
import { texts } from '../texts.js';

/** @import { TemplateCard } from '../../world/template-card.ts' */
/**
 * What is chosen on one card, until it is sent. `locked`: nothing can be chosen any more.
 * @typedef {{ locked: boolean, chosen: (question: string) => string[] | undefined,
 *   choose: (question: string, options: string[]) => void }} Choices
 */
/** @typedef {NonNullable<TemplateCard['button_selection']>} Selector */

let questions = 0;

/**
 * A drop-down list. Chosen wrongly or not at all, the first option counts (WeCom doc 90236).
 * @param {Selector} selector
 * @param {Choices} choices
 */
function selectorRow(selector, choices) {
  questions += 1;
  const id = `question-${questions}`;
  const now = choices.chosen(selector.question_key)?.[0] ?? selector.selected_id;
  const options = selector.option_list.map((option) =>
    element('option', { value: option.id, selected: option.id === now }, option.text),
  );
  const field = element(
    'select',
    {
      id,
      disabled: choices.locked || selector.disable === true,
      'aria-label': selector.title ? null : texts.card.choose,
      onchange: () => choices.choose(selector.question_key, [field.value]),
    },
    options,
  );
  const label = selector.title ? element('label', { for: id }, selector.title) : null;
  return element('div', { class: 'card-selector' }, label, field);
}

/** @param {TemplateCard} card @param {Choices} choices */
export function selectors({ button_selection: selection, select_list: list = [] }, choices) {
  return [...(selection ? [selection] : []), ...list].map((selector) => selectorRow(selector, choices));
}

/** A vote: one or several of the options. @param {TemplateCard} card @param {Choices} choices */
export function checkbox({ checkbox: vote }, choices) {
  if (!vote) return null;
  questions += 1;
  const several = vote.mode === 1;
  const preset = vote.option_list.filter((option) => option.is_checked).map((option) => option.id);
  const now = choices.chosen(vote.question_key) ?? preset;
  const disabled = choices.locked || vote.disable === true;
  const fields = vote.option_list.map((option) =>
    element('input', {
      type: several ? 'checkbox' : 'radio',
      name: `vote-${questions}`,
      value: option.id,
      checked: now.includes(option.id),
      disabled,
      onchange: () =>
        choices.choose(
          vote.question_key,
          fields.filter((field) => field.checked).map((field) => field.value),
        ),
    }),
  );
  const rows = fields.map((field, index) =>
    element('label', { class: 'card-option' }, field, element('bdi', {}, vote.option_list[index]?.text ?? '')),
  );
  return element(
    'fieldset',
    { class: 'card-vote' },
    element('legend', { class: 'note' }, several ? texts.card.several : texts.card.single),
    rows,
  );
}
