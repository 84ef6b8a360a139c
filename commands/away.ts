import { arg, defineCommand, named, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'away',
  aliases: ['休假'],
  permission: 'lead:read',
  summary: '休假时提醒暂停，或者发给代办的人；停留天数照常算',
  order: 204,
  args: {
    days: optional(arg.days('起-止')),
    action: optional(arg.oneOf('取消', ['取消'])),
    substitute: named({ ...arg.member(), label: '代办', keys: ['代办', '代', 'substitute'] }),
  },
  examples: ['休假 明天~后天', '休假 明天 代办=@李娜', '休假'],
  repeatable: true,
  run: async ({ args: { days, action, substitute }, actor, use, today }) => {
    if (action === '取消') {
      await use.setAbsence({ by: actor, days: undefined });
      return reply.text(texts.absences.cleared);
    }
    const found = days ? await use.setAbsence({ by: actor, days, substitute }) : await use.showAbsence({ by: actor });
    return reply.text(found ? texts.absences.set(found, today) : texts.absences.none);
  },
});
