/**
 * `app`: one member with one application. `robot`: one member with one 智能机器人. `group`: an internal group made by
 * its members, where webhooks and robots live. `appchat`: a group made by an application through the API.
 */
export type ConversationKind = 'app' | 'robot' | 'group' | 'appchat';

export interface GroupWebhook {
  /** The credential itself: shown to nobody. */
  key: string;
  name: string;
}

export interface RobotInChat {
  id: string;
  name: string;
}

export interface Conversation {
  /** `app:AGENTID:USERID`, `robot:BOTID:USERID`, or the bare chat id of a group. */
  id: string;
  kind: ConversationKind;
  title: string;
  /** userids, lower case: exactly the people who can see this conversation. */
  members: string[];
  /** The application behind an `app` or `appchat` conversation. */
  agentId: number | null;
  /** Owner of an `appchat`. */
  owner: string | null;
  webhooks: GroupWebhook[];
  /** Robots that can be called by @ here, or the one robot of a `robot` conversation. */
  robots: RobotInChat[];
}

/** Id of the 1:1 conversation between a member and an application. */
export const appConversationId = (agentId: number, userid: string): string => `app:${agentId}:${userid}`;
