import type { ChatCard } from '../chat/reply-types.ts';
import type { TemplateCard } from '../wecom/template-card.ts';

/** Rows and buttons a card takes (WeCom doc 101032). */
const ROWS = 6;
const BUTTONS = 6;

/** A card as the platform wants it. `text_notice` needs something to open, so a card without options keeps a button. */
export function templateCardOf(card: ChatCard): TemplateCard {
  const { taskId, title, subtitle, body, fields, options, done } = card;
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title, ...(subtitle !== undefined && { desc: subtitle }) },
    ...(body !== undefined && { sub_title_text: body }),
    ...(fields.length > 0 && {
      horizontal_content_list: fields.slice(0, ROWS).map(({ label, value }) => ({ keyname: label, value })),
    }),
    button_list: options.slice(0, BUTTONS).map(({ label, key }) => ({ text: label, key, style: 1 })),
    ...(done !== undefined && { replace_text: done }),
  };
}
