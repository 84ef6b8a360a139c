import type { Incoming } from './incoming.ts';

export interface RobotMessageOptions {
  readonly channel: 'robot' | 'robot-socket';
  readonly botId: string;
  /** Our arrival time, UTC ms: messages carry none. */
  readonly now: () => number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a robot's callback (WeCom docs 100719, 101027), the same over HTTP and over the long connection.
 * Gives null for what nobody said or did: a connection's own events, and bodies without a sender.
 */
export function readRobotMessage(body: Json, { channel, botId, now }: RobotMessageOptions): Incoming | null {
  const userid = text(part(body, 'from').userid);
  const msgId = text(body.msgid);
  const type = text(body.msgtype);
  if (userid === '' || msgId === '' || type === '') return null;
  const from = userid.toLowerCase();
  const chatid = text(body.chatid);
  const common = {
    key: `${channel}/${botId}/${from}/${msgId}`,
    channel,
    from,
    ...(body.chattype === 'group' && chatid !== '' && { room: chatid }),
    at: typeof body.create_time === 'number' ? body.create_time * 1000 : now(),
    ...(typeof body.response_url === 'string' && { responseUrl: body.response_url }),
  };
  switch (type) {
    case 'event':
      return readEvent(common, part(body, 'event'));
    case 'text':
      return { ...common, kind: 'text', type, text: text(part(body, 'text').content) };
    case 'mixed':
      return { ...common, kind: 'text', type, text: mixedText(part(body, 'mixed').msg_item) };
    case 'voice': {
      // The platform's transcript; there is no sound to be had.
      const said = text(part(body, 'voice').content);
      return { ...common, kind: said === '' ? 'media' : 'text', type, text: said };
    }
    default:
      return { ...common, kind: 'media', type, text: '' };
  }
}

function readEvent(common: Omit<Incoming, 'kind' | 'type' | 'text'>, event: Json): Incoming {
  const type = text(event.eventtype);
  if (type === 'enter_chat') return { ...common, kind: 'enter', type, text: '' };
  if (type !== 'template_card_event') return { ...common, kind: 'event', type, text: '' };
  // The SDK's types put the fields one level higher than the page does.
  const nested = part(event, type);
  const press = Object.keys(nested).length > 0 ? nested : event;
  const items = part(press, 'selected_items').selected_item;
  const selected = (Array.isArray(items) ? items : []).map(asJson).map((item) => {
    const ids = part(item, 'option_ids').option_id;
    return [text(item.question_key), (Array.isArray(ids) ? ids : []).map(text)] as const;
  });
  return {
    ...common,
    kind: 'button',
    type,
    text: text(press.event_key),
    card: { taskId: text(press.task_id), responseCode: '', selected: Object.fromEntries(selected) },
  };
}

function mixedText(items: unknown): string {
  if (!Array.isArray(items)) return '';
  return items
    .map((item: unknown) => text(part(asJson(item), 'text').content))
    .filter((each) => each !== '')
    .join(' ');
}

function part(of: Json, name: string): Json {
  return asJson(of[name]);
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
