import { mediaAddress } from '../api/control-api.js';
import { templateCard } from '../card/card.js';
import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { newsMessage, textCardMessage } from './article.js';
import { markdownMessage } from './markdown.js';
import { markdownV2Message } from './markdown-v2.js';
import { fileMessage, picture } from './media.js';
import { textMessage } from './text.js';

/**
 * @import { BubbleView } from '../../control/contract.ts'
 * @import { Names } from './inline.js'
 * @import { PressCard } from '../card/card.js'
 */
/**
 * What a message needs from the page around it. `called`: names that may stand after @ in this conversation.
 * @typedef {{ names: Names, called: string[], openImage: (address: string, name: string) => void, pressCard: PressCard,
 *   choices: Map<string, Record<string, string[]>> }} MessageContext
 */

/** The frame around the content: `bubble` has a coloured ground, `plain` brings its own, `line` is a note in the middle. */
export function frameOf(/** @type {BubbleView} */ bubble) {
  const { kind } = bubble.content;
  if (kind === 'event' || bubble.recalled) return 'line';
  if (kind === 'text' || kind === 'markdown' || kind === 'markdown_v2') return 'bubble';
  return 'plain';
}

/**
 * The content of a message as nodes. Whatever is in it, it is put on the page as text.
 * @param {BubbleView} bubble
 * @param {MessageContext} context
 * @returns {Node[]}
 */
export function contentNodes(bubble, context) {
  const { content } = bubble;
  switch (content.kind) {
    case 'text':
      return [
        textMessage(content.text, {
          names: context.names,
          fromPerson: bubble.author.kind === 'person',
          called: context.called,
        }),
      ];
    case 'markdown':
      return [markdownMessage(content.text, context.names)];
    case 'markdown_v2': {
      const images = (content.images ?? []).map((id) => picture(mediaAddress(id), '', context.openImage));
      return [markdownV2Message(content.text, context.names), ...images];
    }
    case 'image':
      return [picture(mediaAddress(content.mediaId), content.fileName, context.openImage)];
    case 'voice':
    case 'video':
    case 'file':
      return [fileMessage({ ...content, kind: content.kind })];
    case 'textcard':
      return [textCardMessage(content)];
    case 'news':
      return [newsMessage(content.articles)];
    case 'card':
      return [
        templateCard(
          bubble,
          bubble.card ?? { card: content.card, replacedText: null, pressedKey: null, chosen: {} },
          context,
        ),
      ];
    case 'event':
      return [element('span', {}, content.text)];
    default:
      return [element('span', { class: 'unknown' }, texts.message.unknown)];
  }
}

/** One line for the list of conversations. @param {BubbleView} bubble */
export function previewOf(bubble) {
  const { content } = bubble;
  if (bubble.recalled) return texts.preview.recalled;
  switch (content.kind) {
    case 'text':
    case 'markdown':
    case 'markdown_v2':
      return content.text
        .replace(/<[^<>\n]{1,200}>/g, (tag) => (/^<@/.test(tag) ? tag : ''))
        .replace(/[#>*`|]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 80);
    case 'image':
    case 'voice':
    case 'video':
      return texts.preview[content.kind];
    case 'file':
      return texts.preview.file(content.fileName);
    case 'textcard':
      return content.title;
    case 'news':
      return content.articles[0]?.title ?? '';
    case 'card':
      return `${texts.preview.card} ${bubble.card?.card.main_title?.title ?? ''}`;
    case 'event':
      return content.text;
  }
}
