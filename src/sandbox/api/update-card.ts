import { checkCard } from '../card-check.ts';
import type { CardChange } from '../card-desk.ts';
import type { Platform } from '../platform.ts';
import { cardViewOf } from '../world/bubble.ts';
import { ApiError } from './api-error.ts';
import { type Endpoint, type JsonObject, objectField, textField } from './endpoint.ts';
import { checkAgent } from './message-send.ts';
import { resolve } from './recipients.ts';

/** `message/update_template_card` (WeCom doc 94888): a code is good for one successful call within 72 hours. */
export function updateCardEndpoints(platform: Platform): Endpoint[] {
  const { cards, settings } = platform;
  return [
    {
      method: 'POST',
      path: '/cgi-bin/message/update_template_card',
      credential: 'token',
      empty: { invaliduser: [] },
      handle({ app, body }) {
        checkAgent(app, body);
        const code = textField(body, 'response_code', 60140);
        const sent = cards.lookUp(code);
        if (!sent || sent.agentId !== app.agentId) throw new ApiError(60140, 'invalid response_code');
        const change = changeOf(body);
        const users = arrayField(body, 'userids', settings.userListMax, 40032);
        const parties = arrayField(body, 'partyids', settings.partyListMax, 82002);
        const tags = arrayField(body, 'tagids', settings.tagListMax, 82003);
        const everybody = Number(body.atall ?? 0) === 1;
        if (!everybody && users.length + parties.length + tags.length === 0) {
          throw new ApiError(82001, 'userids, partyids and tagids are all empty');
        }
        const named = resolve(platform, app, users, parties, tags);
        const invalid = [...named.invalidUsers];
        const targets = everybody ? [...sent.bubbles.keys()] : named.people.map((person) => person.userid);
        // Someone who exists but never got the card cannot be updated either.
        invalid.push(...targets.filter((userid) => !sent.bubbles.has(userid)));
        const reached = targets.filter((userid) => sent.bubbles.has(userid));
        if (reached.length === 0) throw new ApiError(81013, 'all list invalid');
        if (change.kind === 'button')
          checkHasButtons(
            platform,
            reached.map((userid) => sent.bubbles.get(userid) ?? ''),
          );
        cards.spend(code);
        for (const userid of reached) cards.apply(sent.bubbles.get(userid) ?? '', userid, change);
        return { invaliduser: invalid };
      },
    },
  ];
}

function changeOf(body: JsonObject): CardChange {
  if (body.template_card !== undefined) {
    const verdict = checkCard(body.template_card, 'update');
    if ('fault' in verdict) throw new ApiError(verdict.fault.errcode, `invalid template_card.${verdict.fault.field}`);
    return { kind: 'card', card: verdict.card };
  }
  return { kind: 'button', replacedText: textField(objectField(body, 'button'), 'replace_name', 40058) };
}

/** Here the lists are arrays, not strings joined by bars as in message/send. */
function arrayField(body: JsonObject, name: string, max: number, tooMany: number): string[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value)) throw new ApiError(40035, `invalid ${name}: an array is expected`);
  if (value.length > max) throw new ApiError(tooMany, `${name} out of limit`);
  return value.map(String);
}

/** Only cards with buttons have a button to grey; 未证实 which code the platform gives otherwise. */
function checkHasButtons({ world }: Platform, bubbles: readonly string[]): void {
  for (const id of bubbles) {
    const bubble = world.bubble(id);
    const view = bubble && cardViewOf(bubble, '');
    if (view && !view.card.card_type.endsWith('_interaction')) throw new ApiError(40058, 'the card has no button');
  }
}
