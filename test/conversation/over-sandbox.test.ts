import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'vitest';
import { type Demo, startDemo } from '../../src/cli/demo.ts';
import { type Chat, CONVERSATION_START } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

const folder = mkdtempSync(join(tmpdir(), 'loudou-over-sandbox-'));
let demo: Demo;

beforeEach(async () => {
  const file = join(folder, 'demo.db');
  demo = await startDemo({ port: 0, nodeEnv: undefined, file, logLevel: 'silent', startAt: CONVERSATION_START });
});

afterEach(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${demo.url}/sandbox/api/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** The same transcripts as elsewhere, said over real sockets: sandbox → encrypted callback → bot → passive reply. */
function overSandbox(): Pick<Chat, 'say' | 'wait'> {
  let passing: Promise<unknown> = Promise.resolve();
  return {
    wait(ms) {
      passing = passing.then(() => post('clock', { op: 'by', ms }));
    },
    async say(userid, text) {
      await passing;
      const said = { from: userid, conversation: `app:1000002:${userid}`, text };
      const { answers } = await post<{ answers: { content: { text: string } }[] }>('say', said);
      return answers.map(({ content }) => content.text).join('\n');
    },
  };
}

it('moves, asks, plans, undoes, closes and tells the history over the app channel', () =>
  expectConversation(
    overSandbox(),
    `
      张伟> /推进 星河科技 商机
      星河科技有限公司：意向 → 商机
      「商机」= 有预算，有决策人，有时间表
      不对就发 /撤销（10分钟内）
      离开「意向」，顺便答一下：
      · 需求是谁提的
      · 现在怎么解决
      按顺序回，用分号隔开
      1. 跳过
      直接回答，或者回数字；不回也行

      张伟> 王总提的；现在用表格
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总提的
      · 现在怎么解决：现在用表格
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      张伟> 2
      星河科技有限公司 的下一步：6月13日（周六） 见到拍板的人，对齐方案
      到那天之前不催你。改日期再发一次 /下一步 就行

      李娜> /推进 星河科技 报价
      星河科技有限公司 是 张伟 负责的，请找 张伟

      王芳> /推进 星河科技
      星河科技有限公司：商机 → 报价
      「报价」= 客户收到正式报价，正在比价或走流程
      下一步：6月13日（周六） 见到拍板的人，对齐方案
      不对就发 /撤销（10分钟内）
      离开「商机」，顺便答一下：
      · 预算多少
      · 谁拍板
      · 什么时候要用上
      按顺序回，用分号隔开
      1. 跳过
      直接回答，或者回数字；不回也行

      王芳> /撤销
      已撤销 星河科技有限公司 的：商机 → 报价
      现在在「商机」

      张伟> /丢单 云帆软件
      原因是什么
      1. 价格
      2. 竞品
      3. 功能不符
      4. 无预算
      5. 决策拖延
      6. 暂不采购
      7. 联系不上
      8. 其他
      回数字选择，0 取消

      张伟> 1
      云帆软件 记为丢单：价格（丢在「商机」）
      不对就发 /撤销（10分钟内）

      ~ 11 min

      张伟> /撤销
      最近一次操作（云帆软件）过了 10 分钟，撤不了了。可以改回去，或请管理员发 /撤销 云帆软件

      赵敏> /撤销 云帆软件
      已撤销 云帆软件 的：丢单
      现在在「商机」
    `,
  ));
