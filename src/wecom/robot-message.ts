import { CallbackError } from './callback-error.ts';
import type { Incoming } from './incoming.ts';
import { type Json, jsonOf, listOf, partOf, stringOf } from './json.ts';
import { withoutMention } from './mention.ts';

export interface RobotMessageOptions {
  readonly channel: 'robot' | 'robot-socket';
  /** Our robot's id; absent where nobody told us: then whatever robot the body names is ours. */
  readonly botId?: string;
  /** What the robot is called in groups, former names included. */
  readonly names?: readonly string[];
  /** Our arrival time, UTC ms: messages carry none. */
  readonly now: () => number;
}

type Common = Omit<Incoming, 'kind' | 'type' | 'text'>;

/**
 * Reads the body of a robot's callback (WeCom docs 100719, 101027), the same over HTTP and over the long connection.
 * Throws `missing_field` naming the field, or `wrong_agent` for another robot's message. A question for a stream is no
 * message: whoever can be asked one looks for it first.
 */
export function readRobotMessage(body: Json, { channel, botId, names = [], now }: RobotMessageOptions): Incoming {
  const type = required(body, 'msgtype');
  const msgId = required(body, 'msgid');
  const from = required(partOf(body, 'from'), 'userid', 'from.userid').toLowerCase();
  const robot = stringOf(body.aibotid) || (botId ?? '');
  if (robot === '') throw new CallbackError('missing_field', 'aibotid');
  if (botId !== undefined && robot !== botId) throw new CallbackError('wrong_agent');
  const chatid = stringOf(body.chatid);
  const responseUrl = stringOf(body.response_url);
  const common = {
    key: [channel, robot, from, msgId].map(encodeURIComponent).join('/'),
    channel,
    from,
    // The page's example of enter_chat has no chattype; a message of a group always names its group.
    ...(body.chattype !== 'single' && chatid !== '' && { room: chatid }),
    at: typeof body.create_time === 'number' ? body.create_time * 1000 : now(),
    ...(responseUrl !== '' && { responseUrl }),
  };
  if (type === 'event') return readEvent(common, partOf(body, 'event'));
  const words = wordsOf(body, type);
  if (words === undefined) return { ...common, kind: 'media', type, text: '', ...fileOf(body, type) };
  const said = common.room === undefined ? words : withoutMention(words, names);
  // Whoever quotes a message and adds nothing but the robot's name means what they quote.
  const text = said.trim() === '' ? (quotedWords(body) ?? said) : said;
  return { ...common, kind: 'text', type, text };
}

/** Where a file is: encrypted with a key of its own over the long connection, with the callback's over HTTP. */
function fileOf(body: Json, type: string): Pick<Incoming, 'file'> {
  const { url, aeskey } = partOf(body, 'file');
  if (type !== 'file' || stringOf(url) === '') return {};
  const aesKey = stringOf(aeskey);
  return { file: { kind: 'link', url: stringOf(url), ...(aesKey !== '' && { aesKey }) } };
}

/** The words of a message of one type; undefined when it has none: a picture, a file, a type we do not know. */
function wordsOf(of: Json, type: string): string | undefined {
  switch (type) {
    case 'text':
      return required(partOf(of, 'text'), 'content', 'text.content');
    case 'voice':
      // The platform's transcript; there is no sound to be had.
      return stringOf(partOf(of, 'voice').content) || undefined;
    case 'mixed': {
      const items = listOf(partOf(of, 'mixed').msg_item).map((item) => stringOf(partOf(jsonOf(item), 'text').content));
      return items.filter((words) => words !== '').join(' ') || undefined;
    }
    default:
      return undefined;
  }
}

function quotedWords(body: Json): string | undefined {
  const quote = partOf(body, 'quote');
  const type = stringOf(quote.msgtype);
  return type === 'text' ? stringOf(partOf(quote, 'text').content) || undefined : wordsOf(quote, type);
}

function readEvent(common: Common, event: Json): Incoming {
  const type = required(event, 'eventtype', 'event.eventtype');
  if (type === 'enter_chat') return { ...common, kind: 'enter', type, text: '' };
  if (type !== 'template_card_event') return { ...common, kind: 'event', type, text: '' };
  // The SDK's types put the fields one level higher than the page does.
  const press = event[type] === undefined ? event : partOf(event, type);
  const selected = listOf(partOf(press, 'selected_items').selected_item)
    .map(jsonOf)
    .map((item) => [stringOf(item.question_key), optionIds(item)] as const);
  return {
    ...common,
    kind: 'button',
    type,
    text: required(press, 'event_key'),
    // Only the answer to the press can change the card, so there is no code for later.
    card: { taskId: required(press, 'task_id'), responseCode: '', selected: Object.fromEntries(selected) },
  };
}

function optionIds(item: Json): readonly string[] {
  return listOf(partOf(item, 'option_ids').option_id)
    .map(stringOf)
    .filter((id) => id !== '');
}

/** A string that has to be there, empty texts included. Throws `missing_field`. */
function required(of: Json, name: string, path = name): string {
  const value = of[name];
  const isThere = typeof value === 'string' && (value !== '' || name === 'content');
  if (!isThere) throw new CallbackError('missing_field', path);
  return value;
}
