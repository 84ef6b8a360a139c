import type { ChatCard } from '../chat/reply-types.ts';
import type { TemplateCard } from '../wecom/template-card.ts';

/** Rows, buttons and options of a list a card takes (WeCom doc 101032). */
const ROWS = 6;
const BUTTONS = 6;
const LIST = 10;

/** A card as the platform wants it. `text_notice` needs something to open, so a card without options keeps a button. */
export function templateCardOf(card: ChatCard): TemplateCard {
  const { taskId, title, subtitle, body, fields, options, submit, done } = card;
  // A list is chosen from above its one button; what was chosen comes beside the button's key.
  const list = submit !== undefined && {
    button_selection: {
      question_key: 'choice',
      option_list: options.slice(0, LIST).map(({ label, key }) => ({ id: key, text: label })),
      ...(done !== undefined && { disable: true }),
    },
  };
  const buttons = submit === undefined ? options.slice(0, BUTTONS) : [{ label: submit, key: 'submit' }];
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title, ...(subtitle !== undefined && { desc: subtitle }) },
    ...(body !== undefined && { sub_title_text: body }),
    ...(fields.length > 0 && {
      horizontal_content_list: fields.slice(0, ROWS).map(({ label, value }) => ({ keyname: label, value })),
    }),
    ...list,
    button_list: buttons.map(({ label, key }) => ({ text: label, key, style: 1 })),
    ...(done !== undefined && { replace_text: done }),
  };
}
