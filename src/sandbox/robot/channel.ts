import type { JsonObject } from '../api/endpoint.ts';
import { localDate } from '../clock-targets.ts';
import type { Channel, PersonEvent } from '../person/actions.ts';
import type { CardPress } from '../person/card-press.ts';
import type { Platform } from '../platform.ts';
import { type Bubble, cardViewOf } from '../world/bubble.ts';
import type { Conversation } from '../world/conversation.ts';
import type { Person } from '../world/people.ts';
import { eventBody, messageBody, type RobotMessage } from './callback-body.ts';
import { callbackTitle, loggable, type RobotCallback, type RobotLine } from './line.ts';
import type { MediaLinks } from './media-links.ts';
import type { Postbox } from './postbox.ts';
import { type Acquaintances, acquaintance } from './push.ts';
import { responseUrl } from './response-url.ts';
import { isCalled, mayUse, type Robot } from './robot.ts';
import type { Trigger, Turns } from './turns.ts';

interface ChannelParts {
  platform: Platform;
  turns: Turns;
  postbox: Postbox;
  links: MediaLinks;
  acquaintances: Acquaintances;
  lineOf: (robot: Robot) => RobotLine;
}

/** 1 accurate, 2 inaccurate, 3 withdrawn (WeCom doc 101027). */
export interface Rating {
  type: 1 | 2 | 3;
  content?: string;
  /** 1 irrelevant, 2 incomplete, 3 wrong, 4 wrong data analysis. */
  reasons?: number[];
}

export interface RobotChannel extends Channel {
  /** Delivers a message as it is, to every robot it is for; what was written stays for the caller to show. */
  write(person: Person, conversation: Conversation, message: RobotMessage): Promise<Bubble[]>;
  /** Rates a reply that asked for feedback. Gives `false` when it did not. */
  rate(person: Person, bubble: Bubble, rating: Rating): Promise<boolean>;
}

const selectedItems = (chosen: CardPress['chosen']): JsonObject => ({
  selected_item: Object.entries(chosen).map(([key, ids]) => ({ question_key: key, option_ids: { option_id: ids } })),
});

/** The words of a message, where a robot's name may be. */
const wordsOf = ({ payload }: RobotMessage): string => {
  if (typeof payload.content === 'string') return payload.content;
  const items = Array.isArray(payload.msg_item) ? (payload.msg_item as { text?: { content?: string } }[]) : [];
  return items.map((item) => item.text?.content ?? '').join(' ');
};

const inGroups = new Set(['text', 'mixed']);

/** Turns what members do where a robot is into its callbacks (WeCom docs 100719, 101027). */
export function createRobotChannel(parts: ChannelParts): RobotChannel {
  const { platform, turns, postbox, links, acquaintances, lineOf } = parts;
  const { world, clock, settings, log } = platform;
  const greetedOn = new Map<string, string>();

  const send = (callback: RobotCallback) => lineOf(callback.turn.robot).deliver(callback);
  const begin = (robot: Robot, person: Person, conversation: Conversation, trigger: Trigger) =>
    turns.begin({ robot, person, conversation, trigger });
  const newResponseUrl = (turn: RobotCallback['turn']) => responseUrl(platform, turns.issueResponseCode(turn));

  const robotsIn = (conversation: Conversation): Robot[] =>
    conversation.robots.flatMap(({ id }) => platform.robots.get(id) ?? []);
  /** Robots the member may use here; with `message`, only those it is for. */
  const audience = (person: Person, conversation: Conversation, message: RobotMessage): Robot[] => {
    const usable = robotsIn(conversation).filter((robot) => mayUse(robot, person, world.departments));
    if (conversation.kind === 'robot') return usable;
    const isHeard = inGroups.has(message.msgtype);
    return isHeard ? usable.filter((robot) => isCalled(robot, wordsOf(message))) : [];
  };

  /** `enter_chat`, at the first opening of the day, answered or not. */
  async function greet(robot: Robot, person: Person, conversation: Conversation): Promise<Bubble[]> {
    const today = localDate(clock.now());
    if (greetedOn.get(conversation.id) === today || !mayUse(robot, person, world.departments)) return [];
    greetedOn.set(conversation.id, today);
    const turn = begin(robot, person, conversation, { kind: 'enter_chat' });
    return send({
      turn,
      name: 'enter_chat',
      body: eventBody(turn, { eventtype: 'enter_chat', data: null, responseUrl: null }),
    });
  }

  async function tell(
    robot: Robot,
    person: Person,
    conversation: Conversation,
    message: RobotMessage,
  ): Promise<Bubble[]> {
    const isCrowded = turns.openOf(robot, person) >= settings.robotConcurrentMessages;
    const turn = begin(robot, person, conversation, { kind: 'message' });
    const callback = { turn, name: message.msgtype, body: messageBody(turn, message, newResponseUrl(turn)) };
    if (isCrowded) {
      turn.answered = true;
      noteUndelivered(callback, 'too many messages in interaction: not delivered');
      return [];
    }
    acquaintances.add(acquaintance(robot, conversation.id));
    return send(callback);
  }

  function noteUndelivered(callback: RobotCallback, why: string): void {
    log.add({
      at: clock.now(),
      durationMs: 0,
      direction: 'callback',
      channel: 'robot',
      title: callbackTitle(callback),
      method: '',
      path: '',
      status: null,
      errcode: null,
      request: loggable(callback.body),
      response: '',
      warnings: [why],
      curl: '',
    });
  }

  async function write(person: Person, conversation: Conversation, message: RobotMessage): Promise<Bubble[]> {
    const shown = await Promise.all(
      audience(person, conversation, message).map(async (robot) => {
        // Nobody writes into a chat without opening it.
        const welcome = conversation.kind === 'robot' ? await greet(robot, person, conversation) : [];
        return [...welcome, ...(await tell(robot, person, conversation, message))];
      }),
    );
    return shown.flat();
  }

  async function pressed(person: Person, bubble: Bubble, press: CardPress): Promise<Bubble[]> {
    const origin = postbox.origin(bubble.id);
    const robot = origin && platform.robots.get(origin.robotId);
    const conversation = world.conversations.get(bubble.conversation);
    const card = cardViewOf(bubble, person.userid)?.card;
    if (!robot || !conversation || !card || !mayUse(robot, person, world.departments)) return [];
    const taskId = card.task_id ?? origin.taskId;
    const turn = begin(robot, person, conversation, { kind: 'card', bubbleId: bubble.id, taskId });
    const data = {
      card_type: card.card_type,
      event_key: press.key,
      task_id: taskId,
      ...(Object.keys(press.chosen).length > 0 && { selected_items: selectedItems(press.chosen) }),
    };
    const name = 'template_card_event';
    return send({ turn, name, body: eventBody(turn, { eventtype: name, data, responseUrl: newResponseUrl(turn) }) });
  }

  async function fileMessage(event: Extract<PersonEvent, { kind: 'sent-file' }>): Promise<Bubble[]> {
    const { person, conversation, type, mediaId } = event;
    const media = world.media.find(mediaId);
    // One robot only, so the encryption of its transport is known.
    const [robot] = robotsIn(conversation);
    if (conversation.kind !== 'robot' || !robot || !media) return [];
    // Speech arrives as its transcript only, and nobody here can listen.
    const payload = type === 'voice' ? { content: settings.robotVoiceTranscript } : links.issue(robot, media);
    return write(person, conversation, { msgtype: type, payload });
  }

  return {
    write,
    async receive(event) {
      const { person, conversation } = event;
      switch (event.kind) {
        case 'said':
          return write(person, conversation, { msgtype: 'text', payload: { content: event.text } });
        case 'sent-file':
          return fileMessage(event);
        case 'opened': {
          const [robot] = conversation.kind === 'robot' ? robotsIn(conversation) : [];
          return robot ? greet(robot, person, conversation) : [];
        }
        case 'pressed':
          return pressed(person, event.bubble, event.press);
        case 'menu':
          return [];
      }
    },
    async rate(person, bubble, rating) {
      const origin = postbox.origin(bubble.id);
      const robot = origin && platform.robots.get(origin.robotId);
      const conversation = world.conversations.get(bubble.conversation);
      if (!robot || !conversation || origin.feedbackId === '') return false;
      const turn = begin(robot, person, conversation, { kind: 'feedback' });
      const data = {
        id: origin.feedbackId,
        type: rating.type,
        ...(rating.content !== undefined && { content: rating.content }),
        ...(rating.reasons !== undefined && { inaccurate_reason_list: rating.reasons }),
      };
      const name = 'feedback_event';
      await send({ turn, name, body: eventBody(turn, { eventtype: name, data, responseUrl: null }) });
      return true;
    },
  };
}
