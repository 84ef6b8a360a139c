import type { Platform } from '../platform.ts';
import { addressEndpoints } from './addresses.ts';
import { agentEndpoints } from './agent.ts';
import { appchatEndpoints } from './appchat.ts';
import { contactEndpoints } from './contacts.ts';
import type { Endpoint } from './endpoint.ts';
import { tokenEndpoints } from './gettoken.ts';
import { mediaEndpoints } from './media.ts';
import { menuEndpoints } from './menu.ts';
import { recallEndpoints } from './message-recall.ts';
import { sendEndpoints } from './message-send.ts';
import { createSentMessages } from './sent-messages.ts';
import { updateCardEndpoints } from './update-card.ts';
import { webhookEndpoints } from './webhook.ts';

/** Every API of the platform that a self-built application or a webhook uses. */
export function platformEndpoints(platform: Platform): Endpoint[] {
  const sent = createSentMessages();
  return [
    ...tokenEndpoints(platform),
    ...sendEndpoints(platform, sent),
    ...recallEndpoints(platform, sent),
    ...updateCardEndpoints(platform),
    ...appchatEndpoints(platform),
    ...mediaEndpoints(platform),
    ...contactEndpoints(platform),
    ...agentEndpoints(),
    ...menuEndpoints(platform),
    ...addressEndpoints(),
    ...webhookEndpoints(platform),
  ];
}
