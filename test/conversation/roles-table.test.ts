import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/chat/registry.ts';
import { memberId, stageId } from '../../src/domain/ids.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { CONVERSATION_START } from '../support/conversation.ts';
import { openUndoneRoom, type UndoneRoom } from './undone-room.ts';

const registry = await loadCommands(commandsFolder());

type Speaker = 'rep' | 'manager' | 'admin' | 'stranger';
type Whose = 'own' | 'team' | 'foreign';

/** Who may use a command at the least, and a line of it that means something. `{lead}` is whose it is about. */
const TABLE: Readonly<Record<string, readonly [least: 'rep' | 'manager' | 'admin', line: string]>> = {
  new: ['rep', '/新建 全新客户'],
  move: ['rep', '/推进 {lead}'],
  log: ['rep', '/跟进 {lead} 聊过了'],
  next: ['rep', '/下一步 {lead} 明天 再聊'],
  snooze: ['rep', '/延后 {lead} 3天'],
  today: ['rep', '/待办'],
  mine: ['rep', '/我的'],
  show: ['rep', '/查 {lead}'],
  history: ['rep', '/历史 {lead}'],
  find: ['rep', '/搜 {lead}'],
  edit: ['rep', '/改 {lead} 备注=改过'],
  transfer: ['rep', '/转交 {lead} 孙丽'],
  back: ['rep', '/退回 {lead} 线索 预算没了'],
  win: ['rep', '/成交 {lead} 8万'],
  lose: ['rep', '/丢单 {lead} 价格'],
  junk: ['rep', '/无效 {lead} 空号'],
  reopen: ['rep', '/重启 {lead}'],
  merge: ['rep', '/合并 {lead} {mate} 确认=是'],
  undo: ['rep', '/撤销 {lead}'],
  checklist: ['rep', '/清单 {lead}'],
  away: ['rep', '/休假'],
  export: ['rep', '/导出'],
  funnel: ['rep', '/漏斗'],
  conversion: ['rep', '/转化'],
  times: ['rep', '/时长'],
  losses: ['rep', '/丢单分析'],
  stale: ['rep', '/停滞'],
  quota: ['rep', '/配额'],
  help: ['rep', '/帮助'],
  define: ['rep', '/口径'],
  diagnose: ['manager', '/诊断'],
  bottom: ['manager', '/底层'],
  'clean-up': ['manager', '/清理'],
  forecast: ['manager', '/预测'],
  reverse: ['manager', '/反推 20单'],
  'what-if': ['manager', '/如果 报价→成交 30%'],
  target: ['manager', '/目标'],
  member: ['admin', '/成员'],
  team: ['admin', '/团队'],
  calendar: ['admin', '/日历'],
  group: ['admin', '/群'],
  schedule: ['admin', '/提醒'],
  delivery: ['admin', '/投递'],
  stage: ['admin', '/阶段'],
  reason: ['admin', '/原因'],
  audit: ['admin', '/审计 {lead}'],
  backup: ['admin', '/备份'],
  import: ['admin', '/导入'],
};

const PEOPLE: Readonly<Record<Speaker, string>> = {
  rep: 'zhangwei',
  manager: 'wangfang',
  admin: 'zhaomin',
  stranger: 'stranger',
};

/** Leads by whose they are to each: the rep and the manager are of one team. */
const LEADS: Readonly<Record<Speaker, Readonly<Record<Whose, string>>>> = {
  rep: { own: '云帆软件', team: '华信医疗器械', foreign: '南京紫金光电' },
  manager: { own: '经理的客户', team: '云帆软件', foreign: '南京紫金光电' },
  admin: { own: '管理员的客户', team: '云帆软件', foreign: '南京紫金光电' },
  stranger: { own: '云帆软件', team: '云帆软件', foreign: '云帆软件' },
};
const OWNERS: Readonly<Record<string, string>> = { 云帆软件: '张伟', 华信医疗器械: '李娜', 南京紫金光电: '陈强' };

/** What a lead of whose may be done with by whom. */
const REACH: Readonly<Record<'rep' | 'manager' | 'admin', readonly Whose[]>> = {
  rep: ['own'],
  manager: ['own', 'team'],
  admin: ['own', 'team', 'foreign'],
};
const RANK = ['rep', 'manager', 'admin'];
/** Finds whatever there is, showing of the others no more than name and owner; see below. */
const SHOWS_NAMES = new Set(['find']);

let room: UndoneRoom;
beforeAll(async () => {
  room = await openUndoneRoom(registry);
  await room.database.uow.run(async ({ leads }) => {
    for (const [owner, name] of [
      ['wangfang', '经理的客户'],
      ['zhaomin', '管理员的客户'],
      ['zhangwei', '张伟的另一家'],
      ['wangfang', '王芳的另一家'],
      ['zhaomin', '赵敏的另一家'],
    ] as const) {
      const fact = { type: 'created', to: stageId('opp'), name, owner: memberId(owner) } as const;
      await leads.append(undefined, [{ fact, actor: memberId(owner), at: CONVERSATION_START }], CONVERSATION_START);
    }
  });
});
afterAll(() => room.close());

const MATES: Readonly<Record<Speaker, string>> = {
  rep: '张伟的另一家',
  manager: '王芳的另一家',
  admin: '赵敏的另一家',
  stranger: '张伟的另一家',
};

type Ruling = 'done' | 'not allowed' | 'not theirs' | 'not let in';

function expected(name: string, speaker: Speaker, whose: Whose | undefined): Ruling {
  if (speaker === 'stranger') return 'not let in';
  const [least] = TABLE[name] ?? ['admin'];
  if (RANK.indexOf(speaker) < RANK.indexOf(least)) return 'not allowed';
  const isReached = whose === undefined || SHOWS_NAMES.has(name) || REACH[speaker].includes(whose);
  return isReached ? 'done' : 'not theirs';
}

function ruling(answer: string, lead: string | undefined): Ruling {
  if (/^「.+」只有(?:经理和)?管理员能用。能用的命令发 \/帮助 看$/.test(answer)) return 'not allowed';
  if (answer === JOIN_CLOSED) return 'not let in';
  const owner = OWNERS[lead ?? ''];
  return answer === `${lead} 是 ${owner} 负责的，请找 ${owner}` ? 'not theirs' : 'done';
}

const JOIN_CLOSED = '你还不在成员名单里。请管理员发 /成员 你的账号 销售 把你加进来';
const cases = registry.all.flatMap(({ name }) => {
  const line = TABLE[name]?.[1] ?? '';
  const whose: readonly (Whose | undefined)[] = line.includes('{lead}') ? ['own', 'team', 'foreign'] : [undefined];
  return (['rep', 'manager', 'admin', 'stranger'] as const).flatMap((speaker) =>
    (speaker === 'stranger' ? whose.slice(0, 1) : whose).map((of) => {
      const lead = of && LEADS[speaker][of];
      return { name, speaker, of, lead, said: line.replace('{lead}', lead ?? '').replace('{mate}', MATES[speaker]) };
    }),
  );
});

describe('roles, command by command', () => {
  it('are decided for every command there is', () => {
    expect(registry.all.map(({ name }) => name).sort()).toEqual(Object.keys(TABLE).sort());
  });

  it.each(registry.all.map(({ name }) => name))(
    '/%s is for whom the table says, about whose leads it says',
    async (name) => {
      const rulings: string[] = [];
      const wanted: string[] = [];
      for (const { speaker, of, lead, said } of cases.filter((one) => one.name === name)) {
        const answer = await room.say(PEOPLE[speaker], said, { join: 'closed' });
        const label = `${speaker} ${of ?? '-'}`;
        rulings.push(`${label}: ${ruling(answer, lead)}`);
        wanted.push(`${label}: ${expected(name, speaker, of)}`);
        // Done means understood and carried out, or refused for a reason of the lead's own; never misread.
        expect(answer, said).not.toMatch(/没做|^抱歉|没有命令/);
        expect(answer.trim(), said).not.toBe('');
      }
      expect(rulings).toEqual(wanted);
    },
  );

  it('hold in a group as well, where what is refused or private is one line that tells nothing', async () => {
    const { phones, contacts } = await secrets();
    for (const { name, speaker, of, lead, said } of cases) {
      const answer = await room.say(PEOPLE[speaker], said, { chat: 'room:east', join: 'closed' });
      const label = `${speaker} ${of ?? '-'} ${said}`;
      // As many as fit a phone's screen: a long list goes to whoever asked.
      expect(answer.split('\n').length, label).toBeLessThanOrEqual(12);
      expect(
        phones.filter((phone) => answer.includes(phone)),
        label,
      ).toEqual([]);
      if (expected(name, speaker, of) === 'done') continue;
      expect(answer.split('\n'), label).toHaveLength(1);
      expect(answer, label).not.toMatch(/商机|报价|意向|万/);
      expect(
        contacts.filter((contact) => answer.includes(contact)),
        label,
      ).toEqual([]);
      if (lead !== undefined) expect(answer, label).not.toContain(OWNERS[lead] ?? lead);
    }
  });

  it('show of somebody else’s lead its name and owner, by whatever it is found', async () => {
    const { phones, contacts } = await secrets();
    for (const said of [
      '/搜 南京紫金光电',
      '/查 紫金',
      '/新建 南京紫金光电',
      '/推进 南京紫金光店',
      '南京紫金光电怎么样了',
    ]) {
      for (const speaker of ['rep', 'manager'] as const) {
        const answer = await room.say(PEOPLE[speaker], said);
        expect(answer).toContain('南京紫金光电');
        expect(
          [...phones, ...contacts].filter((secret) => answer.includes(secret)),
          said,
        ).toEqual([]);
      }
    }
  });
});

/** What of other people's leads nobody may read. */
async function secrets() {
  const rows = await room.database.engine.writer.selectFrom('lead').select(['phone', 'contact']).execute();
  const known = (values: readonly string[]) => [...new Set(values.filter((value) => value.length > 1))];
  return { phones: known(rows.map(({ phone }) => phone)), contacts: known(rows.map(({ contact }) => contact)) };
}
