import { arg, type Call, defineCommand, hidden, named, optional, reply, texts } from '../src/chat/command.ts';

const ACTIONS = ['添加', '改名', '顺序', '定义', '别名', '清单', '上限', '改', '归档'] as const;
const LAYERS = { 上: 'top', 中: 'middle', 底: 'bottom', 无: null } as const;
/** Says that there are none. */
const NONE = '无';

export default defineCommand({
  name: 'stage',
  aliases: ['阶段'],
  permission: 'team:admin',
  summary: '看阶段，增改、排序、归档，定义、清单、上限都在这里改',
  order: 235,
  args: {
    // A word that is no action is the stage's name.
    action: optional({ ...arg.oneOf('添加/改名/顺序/定义/别名/清单/上限/改/归档', ACTIONS), meant: () => false }),
    stage: optional(arg.word('阶段', ['阶段', 'stage'])),
    place: named(arg.word('在')),
    idle: named(arg.limit('未跟进')),
    stay: named(arg.limit('停留')),
    rate: named(arg.share('预期')),
    layer: named(arg.oneOf('层', ['上', '中', '底', '无'])),
    hard: named(arg.oneOf('必答', ['是', '否'])),
    nextStep: named(arg.word('下一步')),
    confirmed: hidden(arg.oneOf('确认', ['归档'])),
    text: optional(arg.rest('内容')),
  },
  examples: [
    '阶段',
    '阶段 添加 演示 在=商机前',
    '阶段 清单 报价 竞争对手是谁；客户卡在哪一步',
    '阶段 上限 商机 未跟进=5 停留=15',
    '阶段 改 商机 预期=25% 层=中 下一步=约拍板的人',
  ],
  repeatable: false,
  run: async ({ args, actor: by, use }) => {
    const { action, confirmed } = args;
    const text = args.text?.replace(/^(?:→|->)\s*/, '').trim();
    if (args.stage === undefined) {
      if (action === undefined) return reply.text(texts.stages.list(await use.listStages()));
      return reply.choice(texts.stages.which(action), [], `/阶段 ${action} {answer}`);
    }
    if (action === '添加') {
      const at = args.place === undefined ? undefined : await placeOf(args.place, use);
      return reply.text(texts.stages.added(await use.addStage({ by, name: joined(args.stage, text), place: at })));
    }
    const { id, name } = await use.stageNamed(args.stage);
    const edit = async (changes: Parameters<typeof use.editStage>[0]['edit']) =>
      reply.text(texts.stages.edited(await use.editStage({ by, stage: id, edit: changes }), changes));
    const ask = () => reply.choice(texts.stages.askText(action ?? '改', name), [], `/阶段 ${action} ${id} {answer}`);
    switch (action) {
      case '顺序': {
        const where = args.place ?? text;
        if (where === undefined) return ask();
        return reply.text(texts.stages.moved(await use.moveStage({ by, stage: id, place: await placeOf(where, use) })));
      }
      case '改名':
        return text === undefined ? ask() : edit({ name: text });
      case '定义':
        return text === undefined ? ask() : edit({ definition: text === NONE ? '' : oneLine(text) });
      case '别名':
        return text === undefined ? ask() : edit({ aliases: listOf(text, /[、,，;；\s]+/) });
      case '清单':
        if (text === undefined && args.hard !== undefined) return edit({ checklistHard: args.hard === '是' });
        if (text === undefined) return ask();
        return edit({
          checklist: listOf(text, /[;；\n]+/),
          ...(args.hard !== undefined && { checklistHard: args.hard === '是' }),
        });
      case '归档': {
        if (text === undefined) return ask();
        const into = await use.stageNamed(text);
        if (confirmed)
          return reply.text(texts.stages.archived(await use.archiveStage({ by, stage: id, into: into.id })));
        const plan = await use.planArchive({ stage: id, into: into.id });
        return reply.choice(texts.stages.archiveQuestion(plan), [
          { label: '归档', line: `/阶段 归档 ${id} ${into.id} 确认=归档` },
        ]);
      }
      default: {
        const { idle, stay, rate, layer, hard, nextStep } = args;
        // `下一步=约王总 看方案` is one sentence, though only its first word stands behind the sign.
        if (text !== undefined && nextStep === undefined) return reply.text(texts.stages.nothingToSet(name, text));
        const changes = {
          ...(idle !== undefined && { idleLimitDays: idle }),
          ...(stay !== undefined && { stayLimitDays: stay }),
          ...(rate !== undefined && { expectedRate: rate }),
          ...(layer !== undefined && { layer: LAYERS[layer] }),
          ...(hard !== undefined && { checklistHard: hard === '是' }),
          ...(nextStep !== undefined && { nextStep: nextStep === NONE ? '' : oneLine(joined(nextStep, text)) }),
        };
        return Object.keys(changes).length === 0
          ? reply.text(texts.stages.one(await use.stageNamed(id)))
          : edit(changes);
      }
    }
  },
});

/** `商机后`, `商机前`: beside which stage, and on which side. */
async function placeOf(text: string, use: Call<unknown>['use']) {
  const [, name = text, side] = /^(.+)([前后])$/.exec(text.trim()) ?? [];
  return { of: await use.stageNamed(name), side: side === '前' ? ('before' as const) : ('after' as const) };
}

function joined(word: string, more: string | undefined): string {
  return more === undefined ? word : `${word} ${more}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Several short texts in one, each once; none for the word that says so. */
function listOf(text: string, between: RegExp): readonly string[] {
  if (text === NONE) return [];
  return [...new Set(text.split(between).map(oneLine).filter(Boolean))];
}
