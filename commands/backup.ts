import { defineCommand, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'backup',
  aliases: ['备份'],
  permission: 'team:admin',
  summary: '把数据库备份一份，大家照常用；备份完打开检查，旧的按份数清掉',
  order: 625,
  args: {},
  examples: ['备份'],
  repeatable: true,
  run: async ({ use }) => {
    if (await use.isBackupUnderway()) return reply.text(texts.backup.inChat.underway);
    return reply.alone(reply.task(texts.backup.inChat.coming, { kind: 'backup', data: {} }));
  },
});
