import { type Department, isInRange, type Person, type VisibleRange } from '../world/people.ts';

/** How a robot in API mode talks to its bot; a robot has one way at a time (WeCom doc 101463). */
type RobotTransport =
  /** The platform calls the URL; `null` while none is configured. */
  | { kind: 'webhook'; callbackUrl: string | null }
  /** The bot dials the platform's WebSocket. */
  | { kind: 'long-connection' };

/** 智能机器人 in API mode. */
export interface Robot {
  /** `aib…`, also the bot_id of a subscription. */
  id: string;
  /** What people write after `@`, and what they see above its messages. */
  name: string;
  /** Opens the long connection; neither the token nor the AES key. */
  secret: string;
  /** Signs callbacks in webhook mode. */
  token: string;
  /** Encrypts callbacks and media in webhook mode, 43 characters. */
  encodingAesKey: string;
  visibleTo: VisibleRange;
  transport: RobotTransport;
  /** Whether a long connection is subscribed at the moment. */
  online: boolean;
}

/** Id of the 1:1 conversation between a member and a robot. */
export const robotConversationId = (robotId: string, userid: string): string => `robot:${robotId}:${userid}`;

/** Whether the member may use the robot; what others write never reaches it. */
export const mayUse = (robot: Robot, person: Person, departments: ReadonlyMap<number, Department>): boolean =>
  isInRange(person, robot.visibleTo, departments);

/**
 * Whether a text in a group calls the robot: `@` and its name, then the end or something that ends a name. The client
 * puts a space there; a longer name that begins the same is somebody else.
 */
export function isCalled(robot: Robot, text: string): boolean {
  const name = robot.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`@${name}(?=$|[\\s/,，.。:：!！?？])`, 'u').test(text);
}
