/**
 * A template card as the platform's JSON has it (WeCom docs 90236, 101032): the same for an app, a robot and a group
 * webhook, which differ in the types they take. Lengths in characters are advice, the client cuts what is longer;
 * list lengths and bytes of keys are checked.
 */
export type TemplateCard = TextNotice | ButtonInteraction | MultipleInteraction;

interface CardCommon {
  /** `[0-9A-Za-z_\-@]`, at most 128 bytes, never used twice by the same app or robot. */
  readonly task_id: string;
  readonly main_title: { readonly title: string; readonly desc?: string };
}

export interface TextNotice extends Omit<CardCommon, 'task_id'> {
  readonly card_type: 'text_notice';
  readonly task_id?: string;
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly CardRow[];
  /** Required by the platform: what a tap on the card opens. */
  readonly card_action: CardAction;
}

export interface ButtonInteraction extends CardCommon {
  readonly card_type: 'button_interaction';
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly CardRow[];
  /** A list to choose from above the buttons, 1 to 10 options. */
  readonly button_selection?: CardSelect;
  /** 1 to 6. */
  readonly button_list: readonly CardButton[];
  /** In an update: the buttons become this text and can be pressed no more. */
  readonly replace_text?: string;
}

export interface MultipleInteraction extends CardCommon {
  readonly card_type: 'multiple_interaction';
  /** 1 to 3, each of 1 to 10 options. */
  readonly select_list: readonly CardSelect[];
  /** `text` is the platform's own word for it unless told. */
  readonly submit_button: { readonly text?: string; readonly key: string };
  readonly replace_text?: string;
}

/** At most 6 of them; `keyname` about 5 characters, `value` about 26. */
export interface CardRow {
  readonly keyname: string;
  readonly value: string;
}

export interface CardAction {
  /** 1: opens `url`. */
  readonly type: 1;
  readonly url: string;
}

/** `text` about 10 characters; `key` at most 1024 bytes, unique in the card. */
export interface CardButton {
  readonly text: string;
  readonly key: string;
  /** 1 blue, 2 light, 3 red, 4 grey. */
  readonly style?: 1 | 2 | 3 | 4;
}

export interface CardSelect {
  readonly question_key: string;
  readonly title?: string;
  readonly disable?: boolean;
  readonly selected_id?: string;
  readonly option_list: readonly { readonly id: string; readonly text: string }[];
}
