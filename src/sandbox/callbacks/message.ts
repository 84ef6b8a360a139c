import type { App } from '../world/app.ts';
import type { Person } from '../world/people.ts';
import type { XmlNode } from '../xml.ts';

/** A callback before encryption. MsgId and CreateTime belong to it and stay the same in every delivery. */
export interface CallbackMessage {
  app: App;
  /** Who caused it; `null` for system events, whose FromUserName is `sys`. */
  from: Person | null;
  /** `text`, `image` …, or the Event of an event. */
  name: string;
  isEvent: boolean;
  /** For card events: the bubble the card is in, so that a passive update finds it. */
  cardBubble: string | null;
  responseCode: string | null;
  nodes: XmlNode[];
}

interface Common {
  corpId: string;
  app: App;
  from: Person | null;
  /** Sandbox time, UTC milliseconds. */
  now: number;
}

const common = (message: Common, type: string): XmlNode[] => [
  ['ToUserName', message.corpId],
  ['FromUserName', message.from?.userid ?? 'sys'],
  ['CreateTime', Math.floor(message.now / 1000)],
  ['MsgType', type],
];

/** An ordinary message (WeCom doc 90239). `fields` are those of its type. */
export function ordinaryMessage(message: Common & { msgId: string }, type: string, fields: XmlNode[]): CallbackMessage {
  return {
    app: message.app,
    from: message.from,
    name: type,
    isEvent: false,
    cardBubble: null,
    responseCode: null,
    nodes: [...common(message, type), ...fields, ['MsgId', BigInt(message.msgId)], ['AgentID', message.app.agentId]],
  };
}

/** An event (WeCom doc 90240): no MsgId. */
export function eventMessage(
  message: Common,
  event: string,
  fields: XmlNode[],
  card: { bubble: string; responseCode: string } | null = null,
): CallbackMessage {
  return {
    app: message.app,
    from: message.from,
    name: event,
    isEvent: true,
    cardBubble: card?.bubble ?? null,
    responseCode: card?.responseCode ?? null,
    nodes: [...common(message, 'event'), ['Event', event], ...fields, ['AgentID', message.app.agentId]],
  };
}

/** What a person chose on a card, as `SelectedItems` (WeCom doc 90240). */
export function selectedItems(chosen: Record<string, string[]>, spelling: 'OptionIds' | 'OpitonIds'): XmlNode[] {
  const optionId = spelling === 'OptionIds' ? 'OptionId' : 'OpitonId';
  const items = Object.entries(chosen).map(
    ([questionKey, ids]): XmlNode => [
      'SelectedItem',
      [
        ['QuestionKey', questionKey],
        [spelling, ids.map((id): XmlNode => [optionId, id])],
      ],
    ],
  );
  return items.length === 0 ? [] : [['SelectedItems', items]];
}
