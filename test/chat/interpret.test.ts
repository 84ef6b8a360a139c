import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/chat/interpret.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import type { OpenQuestion } from '../../src/usecases/ports.ts';

const ASKED_AT = 1_000_000;
const EXPIRES_AT = ASKED_AT + 600_000;
const registry = await loadCommands(commandsFolder());

const which: OpenQuestion = {
  options: [
    { label: '星河科技', line: '/推进 #2' },
    { label: '云帆软件', line: '/推进 #3' },
  ],
  expiresAt: EXPIRES_AT,
};
const why: OpenQuestion = { options: [], free: '/退回 #3 意向 原因={answer}', expiresAt: EXPIRES_AT };
const reason: OpenQuestion = {
  options: [{ label: '价格', line: '/丢单 #3 原因=价格' }],
  free: '/丢单 #3 原因={answer}',
  expiresAt: EXPIRES_AT,
};
const questions = { none: null, which, why, reason };

/** An intent as one reads it. */
function understood(line: string, question: OpenQuestion | null, now: number): string {
  const intent = interpret(line, question, now, registry);
  switch (intent.kind) {
    case 'command':
      return `${intent.command.name}|${intent.words}`;
    case 'unknown_command':
      return `unknown ${intent.word}`;
    case 'not_an_option':
      return `not one of ${intent.count}`;
    default:
      return intent.kind;
  }
}

describe('what is meant while a question is open, and after its ten minutes', () => {
  it.each<[keyof typeof questions, string, string, string]>([
    // asked, typed, understood in time, understood too late
    ['none', '1', 'no_question', 'no_question'],
    ['none', '0', 'no_question', 'no_question'],
    ['none', '取消', 'no_question', 'no_question'],
    ['none', '算了', 'no_question', 'no_question'],
    ['none', '你好', 'hint', 'hint'],
    ['none', '', 'hint', 'hint'],
    ['none', '/', 'hint', 'hint'],
    ['none', '/ ', 'hint', 'hint'],
    ['none', '123', 'hint', 'hint'],
    ['none', '/推进 星河', 'move|星河', 'move|星河'],
    ['none', '／推进 星河', 'move|星河', 'move|星河'],
    ['none', '/ 推进 星河', 'move|星河', 'move|星河'],
    ['none', '/推进\n星河', 'move|星河', 'move|星河'],
    ['none', '/推进\u3000星河', 'move|星河', 'move|星河'],
    ['none', '/MOVE 星河', 'move|星河', 'move|星河'],
    ['none', '/ｍｏｖｅ 星河', 'move|星河', 'move|星河'],
    ['none', '/推进星河 商机', 'move|星河 商机', 'move|星河 商机'],
    ['none', '/我的线索', 'mine|', 'mine|'],
    ['none', '/我的线索商机', 'mine|商机', 'mine|商机'],
    ['none', '/推 星河', 'move|星河', 'move|星河'],
    ['none', '/推星河', 'unknown 推星河', 'unknown 推星河'],
    ['none', '/moveX', 'unknown moveX', 'unknown moveX'],
    ['none', '//推进 星河', 'unknown /推进', 'unknown /推进'],
    ['none', '/不认识', 'unknown 不认识', 'unknown 不认识'],
    ['none', '/constructor', 'unknown constructor', 'unknown constructor'],
    ['none', '推进 星河', 'move|星河', 'move|星河'],
    ['none', '推进', 'move|', 'move|'],
    ['none', '推进星河', 'hint', 'hint'],
    ['none', '？', 'help|', 'help|'],

    ['which', '1', 'move|#2', 'expired'],
    ['which', '２', 'move|#3', 'expired'],
    ['which', '①', 'move|#2', 'expired'],
    ['which', '3', 'not one of 2', 'expired'],
    ['which', '99', 'not one of 2', 'expired'],
    ['which', '00', 'not one of 2', 'expired'],
    ['which', '100', 'hint', 'hint'],
    ['which', '-1', 'hint', 'hint'],
    ['which', '1.0', 'hint', 'hint'],
    ['which', '云帆软件', 'move|#3', 'expired'],
    ['which', '云帆', 'hint', 'hint'],
    ['which', '0', 'cancel', 'expired'],
    ['which', '０', 'cancel', 'expired'],
    ['which', '取消', 'cancel', 'expired'],
    ['which', 'CANCEL', 'cancel', 'expired'],
    ['which', '你好', 'hint', 'hint'],
    ['which', '', 'hint', 'hint'],
    ['which', '/查 星河', 'show|星河', 'show|星河'],
    ['which', '查 星河', 'show|星河', 'show|星河'],
    ['which', '/1', 'unknown 1', 'unknown 1'],

    ['why', '预算砍了', 'back|#3 意向 原因=预算砍了', 'hint'],
    ['why', '预算 砍了', 'back|#3 意向 原因="预算 砍了"', 'hint'],
    ['why', '他说"不"', 'back|#3 意向 原因=“他说"不"”', 'hint'],
    ['why', '一\n二', 'back|#3 意向 原因="一\n二"', 'hint'],
    ['why', '$& {answer}', 'back|#3 意向 原因="$& {answer}"', 'hint'],
    ['why', '1', 'back|#3 意向 原因=1', 'expired'],
    ['why', '0', 'cancel', 'expired'],
    ['why', '不用了', 'cancel', 'expired'],
    ['why', '', 'hint', 'hint'],
    ['why', '/撤销', 'undo|', 'undo|'],
    ['why', '撤销', 'undo|', 'undo|'],
    ['why', '帮助', 'help|', 'help|'],
    ['why', '跟进 不及时', 'back|#3 意向 原因="跟进 不及时"', 'log|不及时'],

    ['reason', '1', 'lose|#3 原因=价格', 'expired'],
    ['reason', '价格', 'lose|#3 原因=价格', 'expired'],
    ['reason', '太贵', 'lose|#3 原因=太贵', 'hint'],
    ['reason', '2', 'not one of 1', 'expired'],
  ])('asked %s, typed %j: %j, later %j', (asked, typed, inTime, tooLate) => {
    const question = questions[asked];
    expect(understood(typed, question, ASKED_AT)).toBe(inTime);
    expect(understood(typed, question, EXPIRES_AT - 1)).toBe(inTime);
    expect(understood(typed, question, EXPIRES_AT)).toBe(tooLate);
  });

  it('puts an answer where the question wanted it, not where a name happens to say {answer}', () => {
    const odd = { ...why, free: '/跟进 甲{answer}乙 内容={answer}' };
    expect(understood('聊了', odd, ASKED_AT)).toBe('log|甲{answer}乙 内容=聊了');
  });

  it('takes a label for an answer even when a command has the same name', () => {
    const named = { ...which, options: [{ label: '成交', line: '/推进 #2 成交' }] };
    expect(understood('成交', named, ASKED_AT)).toBe('move|#2 成交');
  });
});
