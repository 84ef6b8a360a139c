import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';
import { createMentionList } from './mention-list.js';

/** @import { Callable } from './mention-list.js' */
/**
 * What the composer needs to know of the open conversation.
 * @typedef {{ title: string, draft: string, callables: Callable[], hints: string[], menu: Node | null }} ComposerPlace
 */

/** The sandbox takes no longer text. */
const MAX_LENGTH = 20_000;

/**
 * Where one writes. Enter sends, Shift+Enter makes a new line; a word being composed with an input method is left alone.
 * @param {{ send: (text: string) => void, sendFile: (file: File) => void, onDraft: (text: string) => void }} parts
 */
export function createComposer({ send, sendFile, onDraft }) {
  /** @type {Callable[]} */
  let callables = [];
  const field = element('textarea', { class: 'field', rows: '1', 'aria-label': texts.composer.label });
  const problem = element('div', { class: 'composer-problem', role: 'alert' });
  const hints = element('div', { class: 'hints', role: 'group', 'aria-label': texts.composer.hints });
  const menu = element('div', { class: 'menu-holder' });
  const sendButton = element('button', { type: 'button', class: 'send', onclick: submit }, texts.composer.send);
  const mentions = createMentionList({ field, callables: () => callables, onTake: changed });

  const pickers = /** @type {const} */ (['image', 'file']).map((kind) => {
    const input = element('input', {
      type: 'file',
      class: 'hidden',
      tabindex: '-1',
      'aria-hidden': 'true',
      accept: kind === 'image' ? 'image/png,image/jpeg,image/gif' : null,
      'data-picks': kind,
      onchange: () => {
        for (const file of input.files ?? []) sendFile(file);
        input.value = '';
      },
    });
    const label = texts.composer[kind];
    const button = element(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick: () => input.click() },
      icon(kind),
    );
    return [button, input];
  });

  const node = element(
    'div',
    { class: 'composer' },
    hints,
    menu,
    mentions.node,
    problem,
    element('div', { class: 'composer-row' }, element('div', { class: 'tools' }, pickers.flat()), field, sendButton),
  );

  function growToText() {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function changed() {
    const tooLong = field.value.length > MAX_LENGTH;
    fill(problem, tooLong ? texts.composer.tooLong(MAX_LENGTH) : '');
    sendButton.disabled = field.value.trim() === '' || tooLong;
    growToText();
    onDraft(field.value);
  }

  function submit() {
    if (field.value.trim() === '' || field.value.length > MAX_LENGTH) return;
    const text = field.value;
    write('');
    mentions.hide();
    send(text);
    field.focus();
  }

  /** @param {string} text */
  function take(text) {
    write(text);
    field.focus();
  }

  /** @param {string} text */
  function write(text) {
    field.value = text;
    changed();
  }

  field.addEventListener('input', changed);
  field.addEventListener('keydown', (event) => {
    if (mentions.takesKey(event)) return;
    // keyCode 229: the Enter that ends a composition, in browsers that report it after the composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    for (const file of files) sendFile(file);
  });

  return {
    node,
    focus: () => field.focus(),
    /** Puts a text into the field, after what is there. @param {string} text */
    insert(text) {
      take(field.value.trim() === '' ? text : `${field.value}\n${text}`);
    },
    /** @param {ComposerPlace} place */
    open(place) {
      callables = place.callables;
      // A phone has neither the room nor the keys.
      const hasKeys = matchMedia('(min-width: 760px)').matches;
      field.placeholder = texts.composer.placeholder(place.title) + (hasKeys ? texts.composer.keys : '');
      this.setMenu(place.menu);
      this.setHints(place.hints);
      mentions.hide();
      write(place.draft);
    },
    /** @param {Node | null} next */
    setMenu(next) {
      fill(menu, next);
    },
    /** @param {string[]} shown */
    setHints(shown) {
      const chips = shown.map((text) =>
        element('button', { type: 'button', class: 'chip', onclick: () => take(text) }, text),
      );
      hints.hidden = chips.length === 0;
      fill(hints, chips);
    },
  };
}

/** @typedef {ReturnType<typeof createComposer>} Composer */
