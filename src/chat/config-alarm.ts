import { localDay } from '../domain/period.ts';
import { texts } from '../texts/index.ts';
import type { OutboxBody } from './outbox-body.ts';
import type { Alarm } from './outbox-sender.ts';
import type { Sender } from './reply-types.ts';
import { routeToPerson } from './route.ts';

/**
 * Tells every admin what keeps messages of a channel from going out and what to do: once a day for each channel and code,
 * over another channel where there is one. Over the broken one it arrives when it works again, with the time it began.
 */
export function createConfigAlarm(deps: {
  readonly senders: () => readonly Sender[];
  readonly timeZone: string;
}): Alarm {
  return async ({ channel, code, at }, { members, presence, outbox }) => {
    const today = { now: at, timeZone: deps.timeZone };
    const body = JSON.stringify({
      kind: 'text',
      text: texts.deliveries.alarm(channel, code, today),
    } satisfies OutboxBody);
    const admins = (await members.all()).filter(({ role, leftAt }) => role === 'admin' && leftAt === undefined);
    for (const { id, userid } of admins) {
      if (userid === null) continue;
      const senders = deps.senders();
      const others = senders.filter((sender) => sender.channel !== channel);
      const route =
        (await routeToPerson(userid, [], { senders: others, presence })) ??
        (await routeToPerson(userid, [], { senders, presence }));
      if (!route) continue;
      const key = `alarm/${localDay(at, deps.timeZone)}/${channel}/${code}/${id}`;
      await outbox.enqueue({ key, channel: route.sender.channel, to: route.to, body, notBefore: at }, at);
    }
  };
}
