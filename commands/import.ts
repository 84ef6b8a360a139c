import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

/** What each answer does with rows that are customers there are already. */
const POLICIES = { 确认: 'refuse', 跳过重复: 'skip', 合并重复: 'merge', 都新建: 'new' } as const;

export default defineCommand({
  name: 'import',
  aliases: ['导入'],
  permission: 'team:admin',
  summary: '把客户表（XLSX、CSV）发给我，先试导给你看，你说导才导',
  order: 615,
  args: {
    answer: optional(arg.oneOf('确认/跳过重复/合并重复/都新建/取消', [...keysOf(POLICIES), '取消'])),
    number: optional(arg.number('编号')),
  },
  examples: ['导入', '导入 取消'],
  repeatable: true,
  run: async ({ args, actor, use }) => {
    const { answer, number: id } = args;
    if (answer === undefined) return reply.text(texts.tables.how);
    if (answer === '取消') return reply.text(texts.tables.cancelled(await use.cancelImport({ by: actor, id })));
    const found = await use.confirmImport({ by: actor, id });
    const text = texts.tables.confirmed(found);
    if (found.kind !== 'taken') return reply.text(text);
    const data = { table: found.table.id, duplicates: POLICIES[answer] };
    return reply.alone(reply.task(text, { kind: 'import_write', data }));
  },
});

function keysOf<K extends string>(of: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(of) as K[];
}
