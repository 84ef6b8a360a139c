import { ApiError } from '../api/api-error.ts';
import type { JsonObject } from '../api/endpoint.ts';
import type { Platform } from '../platform.ts';
import type { Bubble, BubbleContent } from '../world/bubble.ts';
import type { Conversation } from '../world/conversation.ts';
import type { MediaType } from '../world/media-store.ts';
import { markdownContent, mediaContent, robotCard } from './content.ts';
import type { Postbox } from './postbox.ts';
import { mayUse, type Robot, robotConversationId } from './robot.ts';

/** Conversations in which someone has written to the robot: only these can be pushed to. */
export type Acquaintances = Set<string>;

export const acquaintance = (robot: Robot, conversationId: string): string => `${robot.id} ${conversationId}`;

const mediaTypes: readonly MediaType[] = ['image', 'voice', 'video', 'file'];

/** `aibot_send_msg`: a message without a trigger (WeCom doc 101463). Throws an `ApiError` when it is refused. */
export function createPush(platform: Platform, postbox: Postbox, acquaintances: Acquaintances) {
  const { world, settings } = platform;

  function groupOf(robot: Robot, chatid: string): Conversation | undefined {
    const group = world.conversations.get(chatid);
    if (group?.kind !== 'group') return undefined;
    if (!group.robots.some((each) => each.id === robot.id)) throw new ApiError(86008, 'no authority on group chat');
    return group;
  }

  /** `chatid` is compared as it is written: a userid or group id in another case is unknown. */
  function singleOf(robot: Robot, userid: string): Conversation | undefined {
    const person = world.people.get(userid);
    if (!person || !mayUse(robot, person, world.departments)) return undefined;
    return world.conversations.get(robotConversationId(robot.id, userid));
  }

  function targetOf(robot: Robot, { chatid, chat_type: type = 0 }: JsonObject): Conversation {
    if (typeof chatid !== 'string') throw new ApiError(93006, 'invalid chatid');
    const found =
      (type === 0 || type === 2 ? groupOf(robot, chatid) : undefined) ??
      (type === 0 || type === 1 ? singleOf(robot, chatid) : undefined);
    if (!found || !acquaintances.has(acquaintance(robot, found.id))) throw new ApiError(93006, 'invalid chatid');
    return found;
  }

  function contentOf(
    robot: Robot,
    target: Conversation,
    body: JsonObject,
  ): { content: BubbleContent; feedbackId: string } {
    const { msgtype } = body;
    if (msgtype === 'markdown') return markdownContent(platform, body);
    if (msgtype === 'template_card' && (target.kind !== 'group' || settings.robotGroupCardPush)) {
      const { card, feedbackId } = robotCard(platform, body.template_card, 'app');
      return { content: { kind: 'card', card }, feedbackId };
    }
    const media = mediaTypes.find((each) => each === msgtype);
    // A text cannot be pushed, although people can write one.
    if (!media) throw new ApiError(40008, 'invalid message type');
    return { content: mediaContent(platform, robot, media, body), feedbackId: '' };
  }

  return (robot: Robot, body: JsonObject): Bubble => {
    const target = targetOf(robot, body);
    const { content, feedbackId } = contentOf(robot, target, body);
    return postbox.post(robot, target.id, content, { feedbackId });
  };
}
