/** The buttons under the chat with an app (WeCom doc 90231): 1 to 3, each with up to 5 below it. */
export interface Menu {
  readonly button: readonly MenuEntry[];
}

export type MenuEntry =
  | MenuButton
  /** `name` at most 16 bytes here, as of any button of the first row. */
  | { readonly name: string; readonly sub_button: readonly MenuButton[] };

/** `name` at most 40 bytes below another button; `key` at most 128 bytes, comes back when somebody presses it. */
export type MenuButton =
  | { readonly type: 'click'; readonly name: string; readonly key: string }
  | { readonly type: 'view'; readonly name: string; readonly url: string };
