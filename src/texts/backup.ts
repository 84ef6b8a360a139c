/** What `loudou backup` says. */
export const backup = {
  summary: '备份数据库，机器人不用停；备份完打开验证，旧的按份数清掉',
  usage: '[选项]',
  to: '备份到哪个目录（默认数据库旁边的 backups/）',
  keep: '留最新的几份（默认 14）',
  database: '备份哪个库，file:路径（默认用 DATABASE_URL）',
  postgres: 'PostgreSQL 请用 pg_dump 备份：pg_dump --format=custom --file=loudou.dump "$DATABASE_URL"',
  inMemory: '内存里的库没有文件，不用备份',
  badKeep: '--keep 要写 1 到 9999 的整数',
  failed: {
    exists: '同名的备份已经有了，什么都没写。过一秒再来',
    damaged: '写出来的备份没通过检查，已删掉。看看磁盘满了没有',
    incomplete: '写出来的备份行数不够，已删掉。请再来一次',
  },
  made: (made: {
    readonly file: string;
    readonly bytes: number;
    readonly leads: number;
    readonly events: number;
    readonly removed: number;
  }) =>
    [
      `备份好了：${made.file}（${(made.bytes / 1_048_576).toFixed(1)} MB），打开检查过：${made.leads} 条线索，${made.events} 个事件`,
      made.removed > 0 ? `清掉了 ${made.removed} 份旧的` : '',
    ]
      .filter(Boolean)
      .join('\n'),
} as const;
