import type { Server } from 'node:http';
import type Koa from 'koa';
import type { Endpoint } from '../api/endpoint.ts';
import type { UrlCheck } from '../callbacks/verify-url.ts';
import { NotPossible } from '../person/not-possible.ts';
import type { Platform } from '../platform.ts';
import type { Bubble } from '../world/bubble.ts';
import type { RobotMessage } from './callback-body.ts';
import { createRobotChannel, type Rating, type RobotChannel } from './channel.ts';
import { createMediaLinks } from './media-links.ts';
import { createPostbox } from './postbox.ts';
import { type Acquaintances, createPush } from './push.ts';
import { createReplies } from './reply.ts';
import { responseEndpoint } from './response-url.ts';
import { mayUse, type Robot, robotConversationId } from './robot.ts';
import { createSocketHub } from './socket/hub.ts';
import { createStreams } from './stream.ts';
import { createTurns } from './turns.ts';
import { createUploads } from './uploads.ts';
import { createRobotCourier } from './webhook/courier.ts';
import { verifyRobotUrl } from './webhook/verify-url.ts';

/** What tests and the page can do with robots beyond what people do. */
export interface RobotControls {
  /** Switches to webhook mode after checking the URL as the console does; nothing changes when the check fails. */
  useWebhook(robotId: string, callbackUrl: string): Promise<UrlCheck>;
  /** Switches to the long connection; the callback URL is void from then on. */
  useLongConnection(robotId: string): void;
  /** As a second subscriber would: `disconnected_event`, then close. */
  kick(robotId: string): void;
  /** Ends the connection with 1006. */
  cut(robotId: string): void;
  /** Loses the subscription on an open socket: 846609 from now on. */
  forget(robotId: string): void;
  /** A message that no field of the page produces: `mixed`, a quote, a kind that does not exist. Nothing is shown. */
  write(userid: string, conversationId: string, message: RobotMessage): Promise<Bubble[]>;
  /** Rates a reply that asked for feedback (`feedback_event`). */
  rate(userid: string, bubbleId: string, rating: Rating): Promise<void>;
}

export interface RobotSide {
  controls: RobotControls;
  channel: RobotChannel;
  endpoints: Endpoint[];
  /** Serves the media of messages. */
  media: Koa.Middleware;
  /** Takes WebSocket upgrades. */
  attach(server: Server): void;
  close(): Promise<void>;
}

/** Everything of the platform that concerns 智能机器人. Opens a chat with each robot for everybody who may use it. */
export function createRobotSide(platform: Platform): RobotSide {
  const { world, clock } = platform;
  const turns = createTurns(platform);
  const postbox = createPostbox(platform);
  const streams = createStreams(platform, postbox);
  const replies = createReplies(platform, postbox, streams);
  const acquaintances: Acquaintances = new Set();
  const links = createMediaLinks(platform);
  const uploads = createUploads(platform);
  const push = createPush(platform, postbox, acquaintances);
  const hub = createSocketHub({ platform, turns, replies, uploads, push });
  const courier = createRobotCourier({ platform, replies, streams });
  const lineOf = (robot: Robot) => (robot.transport.kind === 'webhook' ? courier : hub);
  const channel = createRobotChannel({ platform, turns, postbox, links, acquaintances, lineOf });

  for (const robot of platform.robots.values()) openChats(platform, robot);
  // A stream nobody writes any more ends with its window, on a jump of the clock as well.
  const stops = [clock.onMinute(() => streams.sweep()), clock.onChange(() => streams.sweep())];

  const robotOf = (robotId: string): Robot => {
    const robot = platform.robots.get(robotId);
    if (!robot) throw new NotPossible('no such robot');
    return robot;
  };
  const personOf = (userid: string, conversationId: string) => {
    const person = world.person(userid);
    const conversation = world.conversations.get(conversationId);
    if (!person || !conversation || !world.canSee(person.userid, conversationId)) {
      throw new NotPossible('no such person in that conversation');
    }
    return { person, conversation };
  };

  return {
    channel,
    endpoints: [responseEndpoint(platform, turns, replies)],
    media: links.serve,
    attach: hub.attach,
    controls: {
      async useWebhook(robotId, callbackUrl) {
        const robot = robotOf(robotId);
        const check = await verifyRobotUrl(platform, robot, callbackUrl);
        if (check.ok) {
          hub.cut(robot);
          robot.transport = { kind: 'webhook', callbackUrl };
        }
        return check;
      },
      useLongConnection(robotId) {
        robotOf(robotId).transport = { kind: 'long-connection' };
      },
      kick: (robotId) => hub.kick(robotOf(robotId)),
      cut: (robotId) => hub.cut(robotOf(robotId)),
      forget: (robotId) => hub.forget(robotOf(robotId)),
      async write(userid, conversationId, message) {
        const { person, conversation } = personOf(userid, conversationId);
        return channel.write(person, conversation, message);
      },
      async rate(userid, bubbleId, rating) {
        const bubble = world.bubble(bubbleId);
        if (!bubble) throw new NotPossible('no such bubble');
        const { person } = personOf(userid, bubble.conversation);
        if (!(await channel.rate(person, bubble, rating))) throw new NotPossible('the reply asked for no feedback');
      },
    },
    async close() {
      for (const stop of stops) stop();
      hub.close();
      await courier.close();
    },
  };
}

function openChats({ world }: Platform, robot: Robot): void {
  for (const person of world.people.values()) {
    if (!mayUse(robot, person, world.departments)) continue;
    world.addConversation({
      id: robotConversationId(robot.id, person.userid),
      kind: 'robot',
      title: robot.name,
      members: [person.userid],
      agentId: null,
      owner: null,
      webhooks: [],
      robots: [{ id: robot.id, name: robot.name }],
    });
  }
}
