import { lastWorkdayEvening, nextMondayAtNine, oneHourLater, type WorkCalendar } from '../clock-targets.ts';
import type { Platform } from '../platform.ts';
import type { Robot } from '../robot/robot.ts';
import type { App } from '../world/app.ts';
import { type Bubble, cardViewOf } from '../world/bubble.ts';
import type { Conversation } from '../world/conversation.ts';
import type { Person } from '../world/people.ts';
import type {
  AppView,
  BubblePage,
  BubbleView,
  ClockView,
  ConversationView,
  PersonView,
  RobotView,
  SandboxState,
} from './contract.ts';

const SHOWN_BUBBLES = 50;

/** A bubble as one viewer sees it: their own state of a card, nobody else's. */
export function bubbleView(bubble: Bubble, viewer: string): BubbleView {
  const { cardViews: _others, ...shown } = bubble;
  return { ...shown, readBy: [...bubble.readBy], card: cardViewOf(bubble, viewer) };
}

export function conversationView(
  { world }: Platform,
  conversation: Conversation,
  viewer: string,
): Omit<ConversationView, 'bubbles'> {
  return {
    id: conversation.id,
    kind: conversation.kind,
    title: conversation.title,
    members: conversation.members.map((userid) => ({ userid, name: world.person(userid)?.name ?? userid })),
    robots: conversation.robots,
    agentId: conversation.agentId,
    unread: world.unreadOf(viewer, conversation.id),
  };
}

export const appView = (app: App): AppView => ({
  agentId: app.agentId,
  name: app.name,
  menu: app.menu ?? [],
  callbackUrl: app.callbackUrl,
});

export const robotView = ({ id, name, transport, online }: Robot): RobotView => ({
  id,
  name,
  transport: transport.kind,
  callbackUrl: transport.kind === 'webhook' ? transport.callbackUrl : null,
  online,
});

/** All unread messages of a person. */
export const unreadOf = ({ world }: Platform, userid: string): number =>
  world.conversationsOf(userid).reduce((sum, each) => sum + world.unreadOf(userid, each.id), 0);

const personView = (platform: Platform, person: Person): PersonView => ({
  userid: person.userid,
  name: person.name,
  role: person.role,
  unread: unreadOf(platform, person.userid),
});

export function clockView({ clock }: Platform, calendar: WorkCalendar): ClockView {
  const now = clock.now();
  return {
    now,
    frozen: clock.frozen,
    targets: { hour: oneHourLater(now), monday: nextMondayAtNine(now), evening: lastWorkdayEvening(now, calendar) },
  };
}

/** A page of the conversation's history, the newest first page when `before` is absent or unknown. */
export function bubblePage({ world }: Platform, viewer: string, conversation: string, before?: string): BubblePage {
  const all = world.bubblesIn(conversation);
  const found = before === undefined ? -1 : all.findIndex((bubble) => bubble.id === before);
  const end = found === -1 ? all.length : found;
  const start = Math.max(0, end - SHOWN_BUBBLES);
  return { bubbles: all.slice(start, end).map((bubble) => bubbleView(bubble, viewer)), more: start > 0 };
}

/** Everything the page needs to show one person's view. */
export function stateView(platform: Platform, calendar: WorkCalendar, viewer: string): Omit<SandboxState, 'hasStory'> {
  const { world } = platform;
  const lastAt = (conversation: Conversation) => world.bubblesIn(conversation.id).at(-1)?.at ?? 0;
  return {
    viewer,
    people: [...world.people.values()].map((person) => personView(platform, person)),
    conversations: world
      .conversationsOf(viewer)
      .sort((a, b) => lastAt(b) - lastAt(a))
      .map((each) => ({
        ...conversationView(platform, each, viewer),
        bubbles: bubblePage(platform, viewer, each.id).bubbles,
      })),
    apps: [...world.apps.values()].map(appView),
    robots: [...platform.robots.values()].map(robotView),
    clock: clockView(platform, calendar),
    faults: platform.faults.state,
  };
}
