import { checkCard } from '../card-check.ts';
import type { CardChange } from '../card-desk.ts';
import type { Platform } from '../platform.ts';
import { cutToBytes } from '../text-bytes.ts';
import type { Bubble, BubbleContent } from '../world/bubble.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { cardFromXml } from './card-xml.ts';
import type { CallbackMessage } from './message.ts';

export interface Applied {
  bubbles: Bubble[];
  warnings: string[];
}

const refuse = (why: string): Applied => ({ bubbles: [], warnings: [why] });

/** Events whose answer nobody sees (WeCom doc 90241). The list of those that can be answered is 未证实. */
const unanswerable = new Set(['unsubscribe', 'change_contact', 'batch_job_result']);

/** Shows a passive reply to the member who caused the callback (WeCom doc 90241). */
export function applyReply(platform: Platform, message: CallbackMessage, reply: XmlElement): Applied {
  const person = message.from;
  const type = textOf(reply, 'MsgType') ?? '';
  if (!person || unanswerable.has(message.name)) return refuse(`a ${message.name} callback cannot be answered`);
  if (textOf(reply, 'ToUserName')?.toLowerCase() !== person.userid) {
    return refuse('ToUserName is not the member who caused the callback');
  }
  const warnings = textOf(reply, 'FromUserName') === platform.world.corpId ? [] : ['FromUserName is not the corp id'];
  const isUpdate = type === 'update_button' || type === 'update_template_card';
  const isCardEvent = message.name === 'template_card_event' || message.name === 'template_card_menu_event';
  if (isUpdate ? !isCardEvent : message.name === 'template_card_event') {
    return refuse(`${type} cannot answer ${message.name}`);
  }
  const applied = isUpdate
    ? updateCard(platform, message, person.userid, type, reply)
    : showReply(platform, message, type, reply);
  return { bubbles: applied.bubbles, warnings: [...warnings, ...applied.warnings] };
}

function updateCard(
  platform: Platform,
  message: CallbackMessage,
  userid: string,
  type: string,
  reply: XmlElement,
): Applied {
  let change: CardChange;
  if (type === 'update_button') {
    const replacedText = textOf(childOf(reply, 'Button') ?? {}, 'ReplaceName');
    if (!replacedText) return refuse('update_button lacks Button.ReplaceName');
    change = { kind: 'button', replacedText };
  } else {
    const element = childOf(reply, 'TemplateCard');
    if (!element) return refuse('update_template_card lacks TemplateCard');
    const verdict = checkCard(cardFromXml(element), 'update');
    if ('fault' in verdict) return refuse(`TemplateCard: ${verdict.fault.field} (${verdict.fault.errcode})`);
    change = { kind: 'card', card: verdict.card };
  }
  if (platform.settings.passiveUpdateSpendsCode && message.responseCode) platform.cards.spend(message.responseCode);
  const bubble = message.cardBubble ? platform.cards.apply(message.cardBubble, userid, change) : undefined;
  return bubble ? { bubbles: [bubble], warnings: [] } : refuse('the card is gone');
}

function showReply(platform: Platform, message: CallbackMessage, type: string, reply: XmlElement): Applied {
  const content = replyContent(platform, type, reply);
  if (typeof content === 'string') return refuse(content);
  const { world } = platform;
  const conversation = message.from && world.appConversation(message.app, message.from);
  if (!conversation) return refuse('nobody to answer');
  const author = { kind: 'app', id: String(message.app.agentId), name: message.app.name } as const;
  return { bubbles: [world.post(conversation.id, author, content)], warnings: [] };
}

/** The content of a passive reply, or why it cannot be shown. */
function replyContent(platform: Platform, type: string, reply: XmlElement): BubbleContent | string {
  const { settings, world, clock } = platform;
  if (type === 'text') {
    const text = textOf(reply, 'Content');
    return text ? { kind: 'text', text: cutToBytes(text, settings.textBytes) } : 'text lacks Content';
  }
  if (type === 'image' || type === 'voice' || type === 'video') {
    const element = childOf(reply, `${type[0]?.toUpperCase()}${type.slice(1)}`) ?? {};
    const media = world.media.usableByApps(textOf(element, 'MediaId'), clock.now(), settings.mediaLifetimeMs);
    if (media?.type !== type) return `${type}: MediaId is unknown, expired or of another type`;
    const title = cutToBytes(textOf(element, 'Title') ?? '', settings.titleBytes);
    const description = cutToBytes(textOf(element, 'Description') ?? '', settings.descriptionBytes);
    return { kind: type, mediaId: media.id, fileName: media.fileName, title, description };
  }
  if (type === 'news') {
    const items = childrenOf(childOf(reply, 'Articles') ?? {}, 'item');
    if (items.length === 0 || items.length > settings.articlesMax) return 'news: 1 to 8 articles';
    return {
      kind: 'news',
      articles: items.map((item) => ({
        title: cutToBytes(textOf(item, 'Title') ?? '', settings.titleBytes),
        description: cutToBytes(textOf(item, 'Description') ?? '', settings.descriptionBytes),
        url: textOf(item, 'Url') ?? '',
        pictureUrl: textOf(item, 'PicUrl') ?? '',
      })),
    };
  }
  return `${type || 'a reply without MsgType'} is not a kind of passive reply`;
}
