import { createHash } from 'node:crypto';
import { localDate } from '../clock-targets.ts';
import type { Platform } from '../platform.ts';
import { createRateWindow } from '../rate-window.ts';
import type { App } from '../world/app.ts';
import type { BubbleContent } from '../world/bubble.ts';
import type { Person } from '../world/people.ts';
import { isCallbackCard } from '../world/template-card.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint, JsonObject } from './endpoint.ts';
import { type AppMessageType, appMessageContent, appMessageTypes } from './message-content.ts';
import { type Recipients, recipientsOf } from './recipients.ts';
import type { SentMessages } from './sent-messages.ts';

/** `message/send` (WeCom doc 90236). */
export function sendEndpoints(platform: Platform, sent: SentMessages): Endpoint[] {
  const { settings, clock, world, cards, random } = platform;
  const perMinute = createRateWindow(settings.perMemberPerMinute, 60_000);
  const perHour = createRateWindow(settings.perMemberPerHour, 3_600_000);
  const quota = createDailyQuota(platform);
  const repeats = createRepeatCheck(platform);

  /** Shows the message to one member unless they have had too many: then it is dropped without a word. */
  function show(app: App, person: Person, content: BubbleContent): string | null {
    const key = `${app.agentId} ${person.userid}`;
    const now = clock.now();
    if (!perMinute.allows(key, now) || !perHour.allows(key, now)) return null;
    perMinute.take(key, now);
    perHour.take(key, now);
    const author = { kind: 'app', id: String(app.agentId), name: app.name } as const;
    return world.post(world.appConversation(app, person).id, author, content).id;
  }

  function send(app: App, content: BubbleContent, people: readonly Person[]): JsonObject {
    const shown = new Map<string, string>();
    for (const person of people) {
      const bubble = show(app, person, content);
      if (bubble) shown.set(person.userid, bubble);
    }
    const msgid = `m_${random.letters(24)}`;
    sent.set(msgid, { agentId: app.agentId, at: clock.now(), bubbles: [...shown.values()] });
    if (content.kind !== 'card') return { msgid };
    const card = { agentId: app.agentId, taskId: content.card.task_id ?? '', bubbles: shown };
    cards.register(card);
    return isCallbackCard(content.card) ? { msgid, response_code: cards.issueCode(card) } : { msgid };
  }

  return [
    {
      method: 'POST',
      path: '/cgi-bin/message/send',
      credential: 'token',
      handle({ app, body }) {
        checkAgent(app, body);
        const type = messageType(body);
        const content = appMessageContent(platform, type, body);
        if (content.kind === 'card') checkCallbackCard(platform, app, content.card);
        const recipients = recipientsOf(platform, app, body);
        if (recipients.people.length === 0 && recipients.unlicensed.length === 0) {
          throw new ApiError(81013, 'all list invalid');
        }
        return repeats(app, body, () => {
          if (!quota(app, recipients.people.length)) throw new ApiError(45009, 'api freq out of limit');
          return { ...rejected(recipients), ...send(app, content, recipients.people) };
        });
      },
    },
  ];
}

/** The agentid of the body must be the token's application. */
export function checkAgent(app: App, body: JsonObject): void {
  if (body.agentid === undefined) throw new ApiError(41011, 'agentid missing');
  const agentId = Number(body.agentid);
  if (!Number.isInteger(agentId)) throw new ApiError(40056, 'invalid agentid');
  if (agentId !== app.agentId) throw new ApiError(301002, 'not allow operate another agent with this accesstoken');
}

function messageType(body: JsonObject): AppMessageType {
  const type = appMessageTypes.find((each) => each === body.msgtype);
  if (!type) throw new ApiError(40008, 'invalid message type');
  return type;
}

function checkCallbackCard(platform: Platform, app: App, card: Parameters<typeof isCallbackCard>[0]): void {
  if (isCallbackCard(card) && !app.callbackUrl) throw new ApiError(43012, 'callback url is not configured');
  if (card.task_id && platform.cards.knowsTask(app.agentId, card.task_id)) {
    throw new ApiError(platform.settings.repeatedTaskIdErrcode, 'task_id already exists');
  }
}

function rejected(recipients: Recipients): JsonObject {
  const fields: JsonObject = {};
  if (recipients.invalidUsers.length > 0) fields.invaliduser = recipients.invalidUsers.join('|');
  if (recipients.invalidParties.length > 0) fields.invalidparty = recipients.invalidParties.join('|');
  if (recipients.invalidTags.length > 0) fields.invalidtag = recipients.invalidTags.join('|');
  if (recipients.unlicensed.length > 0) fields.unlicenseduser = recipients.unlicensed.join('|');
  return fields;
}

/** Person-times per application and local day (WeCom doc 90312). */
function createDailyQuota({ settings, clock }: Platform): (app: App, count: number) => boolean {
  const limit = settings.accountLimit * settings.dailyMessagesPerAccount;
  const used = new Map<number, { day: string; count: number }>();
  return (app, count) => {
    const day = localDate(clock.now());
    const before = used.get(app.agentId);
    const total = (before?.day === day ? before.count : 0) + count;
    if (total > limit) return false;
    used.set(app.agentId, { day, count: total });
    return true;
  };
}

/**
 * `enable_duplicate_check`: the same request JSON within the interval is answered as before but not sent again.
 * 未证实 whether the answer repeats the first msgid; here it does.
 */
function createRepeatCheck({ settings, clock }: Platform) {
  const seen = new Map<string, { until: number; answer: JsonObject }>();
  return (app: App, body: JsonObject, send: () => JsonObject): JsonObject => {
    if (Number(body.enable_duplicate_check ?? 0) !== 1) return send();
    const now = clock.now();
    for (const [key, entry] of seen) if (entry.until <= now) seen.delete(key);
    const key = createHash('sha256')
      .update(`${app.agentId} ${JSON.stringify(body)}`)
      .digest('hex');
    const before = seen.get(key);
    if (before) return before.answer;
    const answer = send();
    const wanted = Number(body.duplicate_check_interval ?? settings.duplicateCheckDefaultS);
    const seconds = Math.min(Number.isFinite(wanted) ? wanted : 0, settings.duplicateCheckMaxS);
    seen.set(key, { until: now + seconds * 1000, answer });
    return answer;
  };
}
