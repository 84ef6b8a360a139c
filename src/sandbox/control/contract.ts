/**
 * What the page and the sandbox say to each other, under `/sandbox/api/`. JSON both ways.
 *
 * | Request | Body | Answer |
 * | --- | --- | --- |
 * | `GET state[?viewer=USERID]` (default: the first person) | | `SandboxState` |
 * | `GET bubbles?viewer=USERID&conversation=ID[&before=BUBBLE]` | | `BubblePage` |
 * | `GET events?viewer=USERID` | | server-sent events, each `data:` a `SandboxEvent` |
 * | `POST say` | `SayRequest` | `ActionAnswer` |
 * | `POST enter` | `PlaceRequest` | `ActionAnswer` |
 * | `POST read` | `PlaceRequest` | `ActionAnswer` |
 * | `POST click` | `ClickRequest` | `ActionAnswer` |
 * | `POST menu` | `MenuRequest` | `ActionAnswer` |
 * | `POST upload` | `UploadRequest` (up to 28 MB) | `ActionAnswer` |
 * | `POST clock` | `ClockRequest` | `ClockView`, when everything due on the way has run |
 * | `POST faults` | `FaultsRequest` | `FaultState` |
 * | `POST robot` | `RobotRequest` | `RobotAnswer` |
 * | `POST verify` | `VerifyRequest` | `VerifyAnswer` |
 * | `GET log?…` (`LogQuery` as query) | | `LogPage` |
 * | `GET story` | | `StoryAnswer`: told from now on, no steps when there is none |
 * | `GET media/ID` | | the file: png, jpeg and gif inline, everything else as an attachment |
 *
 * POSTs need `content-type: application/json`, and no `Origin` but the page's own. Refusals have a status of 4xx and a
 * `Refusal` as body. Times are UTC milliseconds of sandbox time. Every text of a message is untrusted: put it on the
 * page as text, never as HTML.
 */
import type { FaultState, RobotFaults } from '../faults.ts';
import type { LogEntry } from '../log.ts';
import type { StoryStep } from '../story.ts';
import type { MenuButton } from '../world/app.ts';
import type { Author, BubbleContent, CardView } from '../world/bubble.ts';
import type { ConversationKind, RobotInChat } from '../world/conversation.ts';

export interface SandboxState {
  /** userid of the person who looks; conversations and bubbles are theirs only. */
  viewer: string;
  people: PersonView[];
  /** Newest message first. */
  conversations: ConversationView[];
  apps: AppView[];
  robots: RobotView[];
  clock: ClockView;
  faults: FaultState;
  /** Whether `GET story` has one to tell. */
  hasStory: boolean;
}

export interface StoryAnswer {
  steps: StoryStep[];
}

export interface PersonView {
  userid: string;
  name: string;
  /** 销售, 经理, 管理员 … */
  role: string;
  /** Unread messages over all of this person's conversations. */
  unread: number;
}

export interface ConversationView {
  id: string;
  kind: ConversationKind;
  title: string;
  members: { userid: string; name: string }[];
  /** Robots that can be called by `@name` here, or the one robot of a `robot` conversation. */
  robots: RobotInChat[];
  /** The application behind an `app` conversation: look up its menu in `SandboxState.apps`. */
  agentId: number | null;
  unread: number;
  /** The last 50, oldest first; older ones through `GET bubbles`. */
  bubbles: BubbleView[];
}

export interface BubbleView {
  id: string;
  conversation: string;
  author: Author;
  at: number;
  changedAt: number;
  content: BubbleContent;
  /** Only for `content.kind === 'card'`: the card as the viewer sees it. Show this, not `content.card`. */
  card: CardView | null;
  mentions: string[];
  /** userids who have seen it. */
  readBy: string[];
  recalled: boolean;
  /** A robot is still writing it. */
  streaming: boolean;
}

export interface AppView {
  agentId: number;
  name: string;
  /** Two levels; a button with `sub_button` opens, one with `type` acts: `MenuRequest.key` is its `key` or `url`. */
  menu: MenuButton[];
  /** Where its callbacks go; `null` while none is configured. */
  callbackUrl: string | null;
}

export interface RobotView {
  id: string;
  name: string;
  transport: 'webhook' | 'long-connection';
  /** Where its callbacks go in webhook mode. */
  callbackUrl: string | null;
  /** Whether a bot holds its long connection. */
  online: boolean;
}

export interface ClockView {
  /** Sandbox time when this was written; unless frozen it goes on with real time. */
  now: number;
  frozen: boolean;
  /** Where the jump buttons would lead from `now`. */
  targets: { hour: number; monday: number; evening: number };
}

export type SandboxEvent =
  /** A bubble the viewer may see, new or changed: replace the one with this id or append. */
  | { kind: 'bubble'; bubble: BubbleView; unread: number }
  /** A conversation is new for the viewer, or its title or members changed (without bubbles). */
  | { kind: 'conversation'; conversation: Omit<ConversationView, 'bubbles'> }
  /** The viewer is no longer a member. */
  | { kind: 'conversation-gone'; id: string }
  /** Someone has read a conversation of the viewer. */
  | { kind: 'read'; conversation: string; userid: string }
  /** Unread messages of another person, for the list of people. */
  | { kind: 'unread'; userid: string; unread: number }
  | { kind: 'app'; app: AppView }
  | { kind: 'clock'; clock: ClockView }
  | { kind: 'faults'; faults: FaultState }
  | { kind: 'log'; entry: LogEntry };

export interface SayRequest {
  from: string;
  conversation: string;
  text: string;
}

export interface PlaceRequest {
  from: string;
  conversation: string;
}

export interface ClickRequest {
  from: string;
  bubble: string;
  /** Key of the button, the submit button, or the entry of the card's corner menu. */
  key: string;
  /** `menu` for the corner menu; a button otherwise. */
  on?: 'button' | 'menu';
  /** question_key → ids of the chosen options; what is left out keeps its preset. */
  selected?: Record<string, string[]>;
}

export interface MenuRequest {
  from: string;
  agentId: number;
  /** The button's `key`, or its `url` if it has no key. */
  key: string;
}

export interface UploadRequest {
  from: string;
  conversation: string;
  fileName: string;
  /** The file in base64, without a `data:` prefix. */
  data: string;
}

/** `answers` are the bubbles that the bot's direct answer made appear or change; they also come as events. */
export interface ActionAnswer {
  answers: BubbleView[];
}

export type ClockRequest =
  | { op: 'jump'; to: 'hour' | 'monday' | 'evening' }
  /** To an instant, not earlier than now. */
  | { op: 'to'; at: number }
  | { op: 'by'; ms: number }
  | { op: 'freeze' }
  | { op: 'unfreeze' };

/** Any switches to set, and things to do once. The switches of robots are set through `RobotRequest`. */
export interface FaultsRequest {
  set?: Partial<Omit<FaultState, keyof RobotFaults>>;
  /** `expire`: the application's token answers 42001 from now on. `invalidate`: 40014. */
  token?: 'expire' | 'invalidate';
}

export interface RobotRequest {
  /** Id of the robot. */
  robot: string;
  /** Switches to set; they are for all robots. */
  set?: Partial<RobotFaults>;
  /** Switches the mode; a webhook URL is checked first and only kept when it passes. */
  transport?: { kind: 'long-connection' } | { kind: 'webhook'; url: string };
  /** `kick`: as a second subscriber would. `cut`: closed with 1006. `forget`: open, but answers 846609. */
  connection?: 'kick' | 'cut' | 'forget';
}

export interface RobotAnswer {
  robot: RobotView;
  faults: FaultState;
  /** Of a new webhook URL. */
  check?: VerifyAnswer;
}

export interface VerifyRequest {
  agentId: number;
  /** A new callback URL; absent: check the present one. */
  url?: string;
}

export type VerifyAnswer = { ok: true } | { ok: false; reason: string };

export interface LogQuery {
  direction?: LogEntry['direction'];
  channel?: LogEntry['channel'];
  text?: string;
  /** `1`: only failures and protocol warnings. */
  problems?: '1';
  after?: string;
  /** Default 200. */
  limit?: string;
}

export interface LogPage {
  /** Oldest first. */
  entries: LogEntry[];
}

export interface BubblePage {
  bubbles: BubbleView[];
  /** There are older ones. */
  more: boolean;
}

export interface Refusal {
  error: string;
}
