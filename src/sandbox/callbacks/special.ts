import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import type { XmlNode } from '../xml.ts';
import type { Courier, Delivery } from './deliver.ts';
import { eventMessage, ordinaryMessage } from './message.ts';

/** Callbacks that no button of the page produces, for tests and for the curious. */
export interface SpecialCallbacks {
  /** Any kind of ordinary message, e.g. `location` or one that does not exist. */
  message(agentId: number, userid: string, type: string, fields: XmlNode[]): Promise<Delivery>;
  /** Any event; `userid` null means the system, as for changes in the address book. */
  event(agentId: number, userid: string | null, event: string, fields: XmlNode[]): Promise<Delivery>;
  /** The member leaves the enterprise: every application that saw them is told (`change_contact`, WeCom doc 90970). */
  dismiss(userid: string): Promise<void>;
}

export function createSpecialCallbacks(platform: Platform, courier: Courier): SpecialCallbacks {
  const { world, clock } = platform;
  const common = (app: App, userid: string | null) => {
    const from = userid === null ? null : world.person(userid);
    if (from === undefined) throw new Error(`no member ${userid}`);
    return { corpId: world.corpId, app, from, now: clock.now() };
  };
  const appOf = (agentId: number): App => {
    const app = world.apps.get(agentId);
    if (!app) throw new Error(`no application ${agentId}`);
    return app;
  };
  return {
    message: (agentId, userid, type, fields) =>
      courier.deliver(
        ordinaryMessage({ ...common(appOf(agentId), userid), msgId: platform.nextMsgId() }, type, fields),
      ),
    event: (agentId, userid, event, fields) =>
      courier.deliver(eventMessage(common(appOf(agentId), userid), event, fields)),
    async dismiss(userid) {
      const person = world.person(userid);
      if (!person) throw new Error(`no member ${userid}`);
      const apps = [...world.apps.values()].filter((app) => world.isVisible(app, person));
      person.status = 5;
      const fields: XmlNode[] = [
        ['ChangeType', 'delete_user'],
        ['UserID', person.userid],
      ];
      for (const app of apps) await courier.deliver(eventMessage(common(app, null), 'change_contact', fields));
    },
  };
}
