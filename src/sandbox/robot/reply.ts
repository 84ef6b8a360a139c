import { ApiError } from '../api/api-error.ts';
import { type JsonObject, objectField } from '../api/endpoint.ts';
import type { Platform } from '../platform.ts';
import { type Bubble, cardViewOf } from '../world/bubble.ts';
import { markdownContent, mediaContent, robotCard, welcomeText } from './content.ts';
import type { Postbox } from './postbox.ts';
import type { StreamRules, Streams } from './stream.ts';
import type { Turn } from './turns.ts';

/** The kinds of reply a robot may give; which of them where is the transport's matter. */
export type ReplyKind =
  | 'text'
  | 'markdown'
  | 'stream'
  | 'template_card'
  | 'stream_with_template_card'
  | 'image'
  | 'voice'
  | 'video'
  | 'file';

export interface Replies {
  /** Shows a reply of one of the `allowed` kinds; 40008 for any other. Throws an `ApiError` when it breaks a rule. */
  show(turn: Turn, body: JsonObject, allowed: readonly ReplyKind[], rules: StreamRules): Bubble[];
  /** Puts another card in the place of the one that was pressed. */
  updateCard(turn: Turn, body: JsonObject): Bubble[];
}

/** Shows what a robot answers to a callback (WeCom docs 101031, 101463). */
export function createReplies(platform: Platform, postbox: Postbox, streams: Streams): Replies {
  const { world, settings, cards } = platform;

  function postCard(turn: Turn, card: unknown): Bubble {
    const checked = robotCard(platform, card, 'app');
    const content = { kind: 'card', card: checked.card } as const;
    return postbox.post(turn.robot, turn.conversation.id, content, { feedbackId: checked.feedbackId });
  }

  function streamWithCard(turn: Turn, body: JsonObject, rules: StreamRules): Bubble[] {
    const hasCard = body.template_card !== undefined && body.template_card !== null;
    if (hasCard && turn.cardShown) {
      throw new ApiError(settings.robotBadCardErrcode, 'the message has its template_card already');
    }
    // The card is checked before anything is shown.
    if (hasCard) robotCard(platform, body.template_card, 'app');
    const { bubble } = streams.write(turn, objectField(body, 'stream'), rules);
    if (!hasCard) return [bubble];
    const card = postCard(turn, body.template_card);
    turn.cardShown = true;
    return [bubble, card];
  }

  function showOne(turn: Turn, body: JsonObject, kind: ReplyKind, rules: StreamRules): Bubble[] {
    const post = postbox.post.bind(null, turn.robot, turn.conversation.id);
    switch (kind) {
      case 'text':
        return [post(welcomeText(platform, body))];
      case 'markdown': {
        const { content, feedbackId } = markdownContent(platform, body);
        return [post(content, { feedbackId })];
      }
      case 'stream':
        return [streams.write(turn, objectField(body, 'stream'), rules).bubble];
      case 'stream_with_template_card':
        return streamWithCard(turn, body, rules);
      case 'template_card':
        return [postCard(turn, body.template_card)];
      case 'image':
      case 'voice':
      case 'video':
      case 'file':
        return [post(mediaContent(platform, turn.robot, kind, body))];
    }
  }

  return {
    show(turn, body, allowed, rules) {
      const kind = allowed.find((each) => each === body.msgtype);
      if (!kind) throw new ApiError(40008, 'invalid message type');
      return showOne(turn, body, kind, rules);
    },
    updateCard(turn, body) {
      const { trigger } = turn;
      if (trigger.kind !== 'card') throw new ApiError(846605, 'invalid req_id');
      if (body.response_type !== 'update_template_card') throw new ApiError(40008, 'invalid response_type');
      const { card, feedbackId } = robotCard(platform, body.template_card, 'update');
      if (card.task_id !== trigger.taskId) {
        throw new ApiError(settings.robotOtherTaskErrcode, 'task_id is not that of the event');
      }
      const { userids } = body;
      if (userids !== undefined && !(Array.isArray(userids) && userids.every((each) => typeof each === 'string'))) {
        throw new ApiError(settings.robotContentErrcode, 'invalid userids');
      }
      // Nobody named means everybody who has the card.
      const named: string[] = userids ?? [];
      const wanted = named.length > 0 ? named : turn.conversation.members;
      const bubble = world.bubble(trigger.bubbleId);
      for (const userid of wanted) {
        if (bubble && cardViewOf(bubble, userid)) cards.apply(bubble.id, userid, { kind: 'card', card });
      }
      if (feedbackId !== '') postbox.setFeedback(trigger.bubbleId, feedbackId);
      return bubble ? [bubble] : [];
    },
  };
}
