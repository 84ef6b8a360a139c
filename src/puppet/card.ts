import type { ChatCard } from '../chat/reply-types.ts';
import type { CardRow, TemplateCard } from '../wecom/template-card.ts';

/** How many characters each part shows (WeCom docs 90236, 101032): what is longer is cut by the client, mid-word. */
interface Room {
  readonly title: number;
  readonly subtitle: number;
  readonly body: number;
  readonly label: number;
  readonly value: number;
  readonly button: number;
  readonly option: number;
}

const ROOM = {
  app: { title: 36, subtitle: 44, body: 160, label: 5, value: 30, button: 10, option: 16 },
  robot: { title: 26, subtitle: 30, body: 112, label: 5, value: 26, button: 10, option: 10 },
} satisfies Record<string, Room>;

export type CardDialect = keyof typeof ROOM;

const ROWS = 6;
const BUTTONS = 6;
const OPTIONS = 10;
const BUTTON_KEY_BYTES = 1024;
const OPTION_KEY_BYTES = 128;

/** The two keys of a card to choose from: only the chosen option's own key says anything. */
const QUESTION = 'choice';
const SUBMIT = 'submit';

/** A notice has to open something (WeCom doc 90236); this is the platform's own front page. */
const NOTICE_URL = 'https://work.weixin.qq.com';

/**
 * A card as the platform wants it: buttons while there are few options, a list to choose from when there are more, a
 * notice when there is nothing to press or nothing to press any more. More than ten options do not fit; the message's
 * plain text names them all. Throws RangeError for a key the platform would refuse.
 */
export function templateCardOf(card: ChatCard, dialect: CardDialect = 'robot'): TemplateCard {
  const room = ROOM[dialect];
  const { taskId, options, done } = card;
  const head = {
    task_id: taskId,
    main_title: {
      title: shortened(card.title, room.title),
      ...(card.subtitle !== undefined && { desc: shortened(card.subtitle, room.subtitle) }),
    },
  };
  const body = card.body === undefined ? {} : { sub_title_text: shortened(card.body, room.body) };
  const rows = rowsOf(card, room);

  if (done !== undefined || options.length === 0) {
    const words = done === undefined ? body : { sub_title_text: shortened(done, room.body) };
    return { card_type: 'text_notice', ...head, ...words, ...rows, card_action: { type: 1, url: NOTICE_URL } };
  }
  const list = () => ({ question_key: QUESTION, option_list: choicesOf(card, room) });
  const submit = card.submit === undefined ? undefined : { text: shortened(card.submit, room.button), key: SUBMIT };
  if (submit && (card.body !== undefined || card.fields.length > 0)) {
    // A list that keeps the words above it: what a select list alone has no room for.
    return {
      card_type: 'button_interaction',
      ...head,
      ...body,
      ...rows,
      button_selection: list(),
      button_list: [{ ...submit, style: 1 }],
    };
  }
  if (!submit && options.length <= BUTTONS) {
    const buttons = options.map(({ label, key }) => ({
      text: shortened(label, room.button),
      key: bounded(key, BUTTON_KEY_BYTES),
      style: 1 as const,
    }));
    return { card_type: 'button_interaction', ...head, ...body, ...rows, button_list: buttons };
  }
  return {
    card_type: 'multiple_interaction',
    ...head,
    select_list: [list()],
    submit_button: submit ?? { key: SUBMIT },
  };
}

function choicesOf({ options }: ChatCard, room: Room) {
  return options.slice(0, OPTIONS).map(({ label, key }) => ({
    id: bounded(key, OPTION_KEY_BYTES),
    text: shortened(label, room.option),
  }));
}

function rowsOf({ fields }: ChatCard, room: Room): { readonly horizontal_content_list?: readonly CardRow[] } {
  if (fields.length === 0) return {};
  const rows = fields.slice(0, ROWS).map(({ label, value }) => ({
    keyname: shortened(label, room.label),
    value: shortened(value, room.value),
  }));
  return { horizontal_content_list: rows };
}

/** At most `count` characters as people see them, the last one saying that there was more. */
function shortened(text: string, count: number): string {
  if (text.length <= count) return text;
  const characters: string[] = [];
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    characters.push(segment);
    if (characters.length > count) return `${characters.slice(0, count - 1).join('')}\u2026`;
  }
  return text;
}

function bounded(key: string, bytes: number): string {
  if (Buffer.byteLength(key) > bytes) throw new RangeError('key is too long for a card');
  return key;
}
