import type { Courier } from '../callbacks/deliver.ts';
import { type CallbackMessage, eventMessage, ordinaryMessage, selectedItems } from '../callbacks/message.ts';
import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import { cardViewOf } from '../world/bubble.ts';
import type { XmlNode } from '../xml.ts';
import type { Channel, PersonEvent } from './actions.ts';
import { NotPossible } from './not-possible.ts';

/** Turns what members do in the chat with an application into its callbacks (WeCom docs 90239, 90240). */
export function createAppChannel(platform: Platform, courier: Courier): Channel {
  return {
    async receive(event) {
      if (event.conversation.kind !== 'app' || event.conversation.agentId === null) return [];
      const app = platform.world.apps.get(event.conversation.agentId);
      // Out of range the client shows the old messages but sends nothing.
      if (!app || !platform.world.isVisible(app, event.person)) return [];
      const message = callbackOf(platform, app, event);
      return message ? (await courier.deliver(message)).bubbles : [];
    },
  };
}

function callbackOf(platform: Platform, app: App, event: PersonEvent): CallbackMessage | null {
  const { world, clock, settings } = platform;
  const common = { corpId: world.corpId, app, from: event.person, now: clock.now() };
  const ordinary = (type: string, fields: XmlNode[]) =>
    ordinaryMessage({ ...common, msgId: platform.nextMsgId() }, type, fields);
  switch (event.kind) {
    case 'said':
      return ordinary('text', [['Content', event.text]]);
    case 'opened':
      return app.reportsEnter ? eventMessage(common, 'enter_agent', [['EventKey', '']]) : null;
    case 'menu':
      return eventMessage(common, event.type, [['EventKey', event.key]]);
    case 'sent-file': {
      const mediaId: XmlNode = ['MediaId', event.mediaId];
      if (event.type === 'image') {
        return ordinary('image', [['PicUrl', `${platform.baseUrl()}/pic/${event.mediaId}`], mediaId]);
      }
      if (event.type === 'voice') return ordinary('voice', [mediaId, ['Format', 'amr']]);
      if (event.type === 'video') return ordinary('video', [mediaId, ['ThumbMediaId', event.mediaId]]);
      return settings.deliverMemberFiles ? ordinary('file', [mediaId]) : null;
    }
    case 'pressed': {
      const view = cardViewOf(event.bubble, event.person.userid);
      const sent = platform.cards.cardOf(event.bubble.id);
      if (!view || !sent) throw new NotPossible('not a card of the application');
      const responseCode = platform.cards.issueCode(sent);
      const name = event.press.on === 'menu' ? 'template_card_menu_event' : 'template_card_event';
      const fields: XmlNode[] = [
        ['EventKey', event.press.key],
        ['TaskId', view.card.task_id ?? sent.taskId],
        ['CardType', view.card.card_type],
        ['ResponseCode', responseCode],
        ...(event.press.on === 'menu' ? [] : selectedItems(event.press.chosen, settings.optionIdsElement)),
      ];
      return eventMessage(common, name, fields, { bubble: event.bubble.id, responseCode });
    }
  }
}
