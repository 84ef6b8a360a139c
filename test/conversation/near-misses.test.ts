import { pinyin } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER_SPELLINGS } from '../../src/chat/args/words.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { type Listener, openListener } from './understood.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await openListener();
});
afterAll(() => listener.close());

/** What is typed with a slash, or nearly one, and what it is taken for; as in what-people-say.ts. */
const TYPED = `
/推进客户A到商机 | move lead=客户A stage=商机
/推进 客户A 到 商机 | move lead=客户A stage=商机
/推进 客户A到商机 | move lead=客户A stage=商机
/推进 客户A到 商机 | move lead=客户A stage=商机
/推进 客户A 进入 商机 | move lead=客户A stage=商机
/推进 客户A->商机 | move lead=客户A stage=商机
/推进 客户A→商机 | move lead=客户A stage=商机
/推进 #1到商机 | move lead=客户A stage=商机
/推进 商机 客户A | move lead=客户A stage=商机
/推进 星河到报价 | move lead=星河科技有限公司 stage=报价
/推进客户A | move lead=客户A
／推进 客户A 商机 | move lead=客户A stage=商机
、推进 客户A 商机 | move lead=客户A stage=商机
、推进客户A商机 | move lead=客户A stage=商机
\\推进 客户A 商机 | move lead=客户A stage=商机
/move 客户A 商机 | move lead=客户A stage=商机
/Move 客户A 商机 | move lead=客户A stage=商机
/ＭＯＶＥ 客户A 商机 | move lead=客户A stage=商机
/tuijin 客户A 商机 | move lead=客户A stage=商机
/TuiJin 客户A 商机 | move lead=客户A stage=商机
/advance 客户A | move lead=客户A
tuijin 客户A 商机 | move lead=客户A stage=商机
/推近 客户A 商机 | offers /推进 客户A 商机
/推近客户A 商机 | offers /推进 客户A 商机
/推近客户A商机 | offers /推进 客户A商机
/推客户A 商机 | offers /推进 客户A 商机
/退进 客户A 商机 | offers /推进 客户A 商机; /跟进 客户A 商机; /退回 客户A 商机
/进推 客户A | offers /推进 客户A
/推进 客户A 商级 | asks 没有阶段「商级」，是不是
/推进 客户B | asks 没有找到「客户B」，要新建吗
/成交 客户A ¥8万元 | win lead=客户A amount=8000000
/成交 客户A 8万元 | win lead=客户A amount=8000000
/成交 客户A 金额＝８万 | win lead=客户A amount=8000000
/成交客户A 8w | win lead=客户A amount=8000000
/chengjiao 客户A 8万 | win lead=客户A amount=8000000
/won 客户A | win lead=客户A
/成单 客户A | offers /成交 客户A; /丢单 客户A; /清单 客户A
/丢单客户A 价格 | lose lead=客户A reason=价格
/掉单 客户A 价格 | offers /成交 客户A 价格; /丢单 客户A 价格; /清单 客户A 价格
/lost 客户A 价格 | lose lead=客户A reason=价格
/genjin 客户A 聊过了 | log lead=客户A text=聊过了
/跟近 客户A 聊过了 | offers /跟进 客户A 聊过了
/查客户A | offers /查 客户A
/查找 客户A | offers /查 客户A
/搜星河 | offers /搜 星河
/改客户A 金额=5万 | offers /改 客户A 金额=5万
/todo | today
/我地 | asks 没有命令「我地」，你是不是要发：/我的
/帮忙 | asks 没有命令「帮忙」，你是不是要发：/帮助
/bangzhu | help
/help 推进 | help topic=推进
/天气 | 没有命令「天气」。全部命令发 /帮助
/天气预报 | 没有命令「天气预报」。全部命令发 /帮助
、你好 | hint
`;

const rows = TYPED.split('\n')
  .filter((row) => row.trim() !== '')
  .map((row) => row.split(' | ') as [typed: string, meant: string]);

describe('a line that is nearly a command', () => {
  it.each(rows)('%s: %s', async (typed, meant) => {
    const [first = ''] = (await listener.understand('zhangwei', typed)).split('\n');
    expect(first).toBe(meant);
  });
});

describe('the other spellings of commands', async () => {
  const registry = await loadCommands(commandsFolder());

  it('stand for a name there is, and are nobody’s own name', () => {
    for (const [spelling, name] of OTHER_SPELLINGS) {
      expect(registry.find(name), name).toBeDefined();
      expect(registry.find(spelling), spelling).toBe(registry.find(name));
      const own = registry.all.flatMap((command) => [command.name, ...command.aliases]);
      expect(own).not.toContain(spelling);
    }
  });

  it('are the sounds of all names of the commands used every day', () => {
    const daily = registry.all.filter(({ order }) => order < 140);
    const sounds = daily.flatMap(({ aliases }) =>
      aliases
        .filter((name) => /^\p{Script=Han}{2,3}$/u.test(name))
        .map((name) => pinyin(name, { toneType: 'none', type: 'array' }).join('')),
    );
    expect(sounds.filter((sound) => !OTHER_SPELLINGS.has(sound))).toEqual([]);
  });
});
