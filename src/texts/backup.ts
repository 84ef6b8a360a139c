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

  /** The same in chat. */
  inChat: {
    coming: '开始备份，大家照常用。做完打开检查过再告诉你',
    underway: '已经在备份了，做完告诉你',
    notMade: {
      postgres: '数据在 PostgreSQL 里，请在数据库服务器上用 pg_dump 备份',
      in_memory: '现在的库只在内存里，没有文件可以备份',
      exists: '同名的备份已经有了，什么都没写。过一秒再发 /备份',
      damaged: '写出来的备份没通过检查，已经删掉。请管服务器的人看看磁盘满了没有',
      incomplete: '写出来的备份行数不够，已经删掉。请再发一次 /备份',
    },
    made: (made: {
      readonly name: string;
      readonly bytes: number;
      readonly leads: number;
      readonly events: number;
      readonly removed: number;
    }) =>
      [
        `备份好了：${made.name}（${(made.bytes / 1_048_576).toFixed(1)} MB），打开检查过：${made.leads} 条线索，${made.events} 个事件`,
        '在服务器数据库旁边的 backups/ 里',
        made.removed > 0 ? `清掉了 ${made.removed} 份旧的` : '',
      ]
        .filter(Boolean)
        .join('\n'),
  },
} as const;
