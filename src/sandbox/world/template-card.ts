export const cardTypes = [
  'text_notice',
  'news_notice',
  'button_interaction',
  'vote_interaction',
  'multiple_interaction',
] as const;
type CardType = (typeof cardTypes)[number];

interface Jump {
  type?: number;
  url?: string;
  appid?: string;
  pagepath?: string;
}

export interface CardOption {
  id: string;
  text: string;
  is_checked?: boolean;
}

interface CardSelector {
  question_key: string;
  title?: string;
  option_list: CardOption[];
  selected_id?: string;
  disable?: boolean;
}

/** A template card in the JSON names of WeCom doc 90236; which members a `card_type` may carry is `checkCard`'s matter. */
export interface TemplateCard {
  card_type: CardType;
  task_id?: string;
  source?: { icon_url?: string; desc?: string; desc_color?: number };
  action_menu?: { desc?: string; action_list: { text: string; key: string }[] };
  main_title?: { title?: string; desc?: string };
  quote_area?: Jump & { title?: string; quote_text?: string };
  emphasis_content?: { title?: string; desc?: string };
  sub_title_text?: string;
  horizontal_content_list?: {
    keyname: string;
    value?: string;
    type?: number;
    url?: string;
    media_id?: string;
    userid?: string;
  }[];
  jump_list?: (Jump & { title: string; question?: string })[];
  card_action?: Jump;
  card_image?: { url: string; aspect_ratio?: number };
  image_text_area?: Jump & { title?: string; desc?: string; image_url: string };
  vertical_content_list?: { title: string; desc?: string }[];
  button_selection?: CardSelector;
  button_list?: { text: string; key?: string; style?: number; type?: number; url?: string }[];
  checkbox?: { question_key: string; mode?: number; disable?: boolean; option_list: CardOption[] };
  select_list?: CardSelector[];
  submit_button?: { text?: string; key: string };
  /** Only in updates: what the button that can no longer be pressed says. */
  replace_text?: string;
}

/** Whether pressing something on the card produces a callback. */
export const isCallbackCard = (card: TemplateCard): boolean =>
  card.card_type.endsWith('_interaction') || card.action_menu !== undefined;
