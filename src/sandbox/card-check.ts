import { byteLength } from './text-bytes.ts';
import { cardTypes, type TemplateCard } from './world/template-card.ts';

/** Why a card is refused: the errcode and the member at fault. */
interface CardFault {
  errcode: number;
  field: string;
}

export type CardVerdict = { card: TemplateCard } | { fault: CardFault };

/**
 * Where the card goes. `app`: message/send. `update`: a card that replaces another. `webhook`: display cards only.
 */
export type CardUse = 'app' | 'update' | 'webhook';

type Members = Record<string, unknown>;

// WeCom doc 90313 names 42027…42051 for template cards. Which of the list-length codes belongs to which list, and the
// codes of missing titles, are 未证实.
const CODES = {
  cardType: 42031,
  title: 42032,
  horizontalList: 42035,
  jumpList: 42036,
  buttonList: 42037,
  buttonText: 42038,
  buttonKey: 42039,
  optionId: 42040,
  optionList: 42042,
  questionKey: 42043,
  cardImage: 42044,
  cardAction: 42045,
  submitKey: 42046,
  otherList: 42047,
  actionMenu: 42051,
  taskId: 42014,
  other: 40058,
} as const;

const KEY_BYTES = 1024;
const OPTION_ID_BYTES = 128;
const TASK_ID = /^[0-9A-Za-z_\-@]{1,128}$/;

class Refused extends Error {
  readonly fault: CardFault;
  constructor(code: keyof typeof CODES, field: string) {
    super(field);
    this.fault = { errcode: CODES[code], field };
  }
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function need(condition: boolean, code: keyof typeof CODES, field: string): asserts condition {
  if (!condition) throw new Refused(code, field);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isKey = (value: unknown, bytes: number): value is string => isText(value) && byteLength(value) <= bytes;

/** A list of objects with a length between the bounds; absent counts as length 0. */
function list(value: unknown, min: number, max: number, code: keyof typeof CODES, field: string): Members[] {
  const items = value ?? [];
  need(Array.isArray(items) && items.length >= min && items.length <= max, code, field);
  need(items.every(isMembers), code, field);
  return items as Members[];
}

function uniqueKeys(items: Members[], name: string, bytes: number, code: keyof typeof CODES, field: string): void {
  const keys = items.map((item) => item[name]);
  need(
    keys.every((key) => isKey(key, bytes)),
    code,
    field,
  );
  need(new Set(keys).size === keys.length, code, field);
}

function options(selector: Members, max: number, field: string): void {
  need(isKey(selector.question_key, KEY_BYTES), 'questionKey', `${field}.question_key`);
  const items = list(selector.option_list, 1, max, 'optionList', `${field}.option_list`);
  uniqueKeys(items, 'id', OPTION_ID_BYTES, 'optionId', `${field}.option_list.id`);
  need(
    items.every((item) => isText(item.text)),
    'other',
    `${field}.option_list.text`,
  );
}

function action(value: unknown, types: readonly number[], field: string): void {
  need(isMembers(value) && types.includes(Number(value.type ?? 0)), 'cardAction', field);
  if (value.type === 1) need(isText(value.url), 'cardAction', `${field}.url`);
  if (value.type === 2) need(isText(value.appid), 'cardAction', `${field}.appid`);
}

function displayParts(card: Members, use: CardUse): void {
  const horizontal = list(card.horizontal_content_list, 0, 6, 'horizontalList', 'horizontal_content_list');
  need(
    horizontal.every((item) => isText(item.keyname)),
    'other',
    'horizontal_content_list.keyname',
  );
  const jumps = list(card.jump_list, 0, 3, 'jumpList', 'jump_list');
  need(
    jumps.every((item) => isText(item.title)),
    'other',
    'jump_list.title',
  );
  const vertical = list(card.vertical_content_list, 0, 4, 'otherList', 'vertical_content_list');
  need(
    vertical.every((item) => isText(item.title)),
    'other',
    'vertical_content_list.title',
  );
  if (card.action_menu !== undefined && use !== 'webhook') {
    need(isMembers(card.action_menu), 'otherList', 'action_menu');
    const actions = list(card.action_menu.action_list, 1, 3, 'otherList', 'action_menu.action_list');
    need(
      actions.every((item) => isText(item.text)),
      'actionMenu',
      'action_menu.action_list.text',
    );
    uniqueKeys(actions, 'key', KEY_BYTES, 'actionMenu', 'action_menu.action_list.key');
  }
}

/** What each card_type requires beyond the common parts (WeCom doc 90236). */
const required: Record<TemplateCard['card_type'], (card: Members, use: CardUse) => void> = {
  text_notice: (card) => action(card.card_action, [1, 2], 'card_action'),
  news_notice: (card, use) => {
    const image = isMembers(card.card_image) && isText(card.card_image.url);
    const area = isMembers(card.image_text_area) && isText(card.image_text_area.image_url);
    need(image || (area && use !== 'webhook'), 'cardImage', 'card_image');
    action(card.card_action, [1, 2], 'card_action');
  },
  button_interaction: (card) => {
    const buttons = list(card.button_list, 1, 6, 'buttonList', 'button_list');
    need(
      buttons.every((button) => isText(button.text)),
      'buttonText',
      'button_list.text',
    );
    const links = buttons.filter((button) => button.type === 1);
    need(
      links.every((button) => isText(button.url)),
      'buttonKey',
      'button_list.url',
    );
    uniqueKeys(
      buttons.filter((button) => button.type !== 1),
      'key',
      KEY_BYTES,
      'buttonKey',
      'button_list.key',
    );
    if (card.button_selection !== undefined) {
      need(isMembers(card.button_selection), 'optionList', 'button_selection');
      options(card.button_selection, 10, 'button_selection');
    }
    if (card.card_action !== undefined) action(card.card_action, [0, 1, 2], 'card_action');
  },
  vote_interaction: (card) => {
    need(isMembers(card.checkbox), 'optionList', 'checkbox');
    options(card.checkbox, 20, 'checkbox');
    need(isMembers(card.submit_button) && isKey(card.submit_button.key, KEY_BYTES), 'submitKey', 'submit_button.key');
  },
  multiple_interaction: (card) => {
    const selectors = list(card.select_list, 1, 3, 'optionList', 'select_list');
    for (const selector of selectors) options(selector, 10, 'select_list');
    uniqueKeys(selectors, 'question_key', KEY_BYTES, 'questionKey', 'select_list.question_key');
    need(isMembers(card.submit_button) && isKey(card.submit_button.key, KEY_BYTES), 'submitKey', 'submit_button.key');
  },
};

function check(card: unknown, use: CardUse): TemplateCard {
  need(isMembers(card), 'other', 'template_card');
  const type = cardTypes.find((each) => each === card.card_type);
  need(type !== undefined, 'cardType', 'card_type');
  need(use !== 'webhook' || type.endsWith('_notice'), 'cardType', 'card_type');

  const title = isMembers(card.main_title) && isText(card.main_title.title);
  need(title || (type === 'text_notice' && isText(card.sub_title_text)), 'title', 'main_title.title');
  if (use !== 'webhook') {
    const mustHaveTask = use === 'app' && (type.endsWith('_interaction') || card.action_menu !== undefined);
    need(card.task_id === undefined ? !mustHaveTask : typeof card.task_id === 'string', 'taskId', 'task_id');
    if (card.task_id !== undefined) need(TASK_ID.test(card.task_id as string), 'taskId', 'task_id');
  }
  displayParts(card, use);
  required[type](card, use);
  return card as unknown as TemplateCard;
}

/**
 * Checks a card as the platform does: missing members, list lengths and key bytes are refused; texts that are merely
 * long are not, since the client cuts them when showing.
 */
export function checkCard(card: unknown, use: CardUse): CardVerdict {
  try {
    return { card: check(card, use) };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault };
    throw error;
  }
}
