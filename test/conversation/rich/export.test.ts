import readWorkbook from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import { openRichRoom } from '../../support/rich-room.ts';

let room: Awaited<ReturnType<typeof openRichRoom>>;
beforeEach(async () => {
  room = await openRichRoom({ channels: ['app', 'robot', 'robot-socket'] });
});
afterEach(() => room.close());

/** The exported workbook as owner by customer. */
async function owners(): Promise<ReadonlySet<unknown>> {
  const [sheet] = await readWorkbook(room.lastFile().bytes);
  const [header = [], ...rows] = sheet?.data ?? [];
  return new Set(rows.map((row) => row[header.indexOf('负责人')]));
}

describe('/导出', () => {
  it('sends a rep a workbook of their own leads', async () => {
    expect(await room.say('zhangwei', '/导出')).toBe(
      '你的客户在导出，文件随后发来\n→ zhangwei (app): (file 客户-2026-06-10.xlsx)',
    );
    expect([...(await owners())]).toEqual(['张伟']);
  });

  it('sends an admin everybody’s, and the audit knows', async () => {
    expect(await room.say('zhaomin', '/导出 客户')).toContain('全部客户在导出');
    expect((await owners()).size).toBeGreaterThan(1);
    const { engine } = room.database;
    const entries = engine.writer.selectFrom('audit').select(['actor', 'subject']).where('action', '=', 'lead.export');
    expect(await entries.execute()).toEqual([{ actor: 'zhaomin', subject: 'leads' }]);
  });

  it('sends the history of one’s own leads, one event a line', async () => {
    expect(await room.say('zhangwei', '/导出 历史 ndjson')).toContain('(file 历史-2026-06-10.ndjson)');
    const lines = room.lastFile().bytes.toString().trimEnd().split('\n');
    const created = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'created');
    expect(created.length).toBeGreaterThan(0);
    const own = await room.database.uow.read(({ leads }) => leads.leadsAfter(0, 1000, new Set([memberId('zhangwei')])));
    expect(created.map(({ name }) => name).sort()).toEqual(own.map(({ name }) => name).sort());
  });

  it('sends the history as a table, in which nothing is a formula', async () => {
    await room.say('zhangwei', '/跟进 星河科技 =1+1');
    expect(await room.say('zhangwei', '/导出 历史 csv')).toContain('(file 历史-2026-06-10.csv)');
    const [header, ...lines] = room.lastFile().bytes.toString().trimEnd().split('\n');
    expect(header).toBe('\uFEFF时间,编号,客户,事件,谁,从阶段,到阶段,负责人,金额（元）,原因,内容,已撤销,记下的时间');
    expect(lines).toContain("2026-06-10 10:00,2,星河科技有限公司,跟进,张伟,,,,,,'=1+1,,2026-06-10 10:00");
    const own = await room.database.uow.read(({ leads }) => leads.leadsAfter(0, 1000, new Set([memberId('zhangwei')])));
    const names = new Set(lines.map((line) => line.split(',')[2]));
    expect([...names].sort()).toEqual(own.map(({ name }) => name).sort());
    expect(await room.say('zhangwei', '/导出 历史')).toContain('(file 历史-2026-06-10.xlsx)');
  });

  it.each([
    ['zhangwei', '你的报表', '张伟', ['张伟']],
    ['wangfang', '你团队的报表', '华东组', ['张伟']],
    ['zhaomin', '全部报表', '全公司', ['张伟', '李娜']],
  ])('sends %s a report of what they may see', async (userid, coming, scope, people) => {
    expect(await room.say(userid, '/导出 报表 近30天')).toContain(`${coming}在导出`);
    expect(room.lastFile().name).toBe('报表-2026-06-10.xlsx');
    const sheets = await readWorkbook(room.lastFile().bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['说明', '阶段', '来源', '负责人', '丢单原因']);
    const [about, stages, , owners] = sheets;
    expect(about?.data[1]).toEqual(['范围', scope]);
    expect(stages?.data.slice(1).map(([stage]) => stage)).toEqual(['线索', '意向', '商机', '报价']);
    const named = owners?.data.slice(1).map(([owner]) => owner) ?? [];
    expect(people.every((name) => named.includes(name))).toBe(true);
    if (userid === 'zhangwei') expect(named).toEqual(['张伟']);
  });

  it('sends a report as one CSV, its parts told apart', async () => {
    expect(await room.say('zhaomin', '/导出 报表 csv 上月')).toContain('(file 报表-2026-06-10.csv)');
    const lines = room.lastFile().bytes.toString().split('\n');
    expect(lines.filter((line) => ['阶段', '来源', '负责人', '丢单原因'].includes(line))).toHaveLength(4);
  });

  it('says what does not go together', async () => {
    expect(await room.say('zhangwei', '/导出 客户 上月')).toContain('周期只能和报表一起写');
    expect(await room.say('zhangwei', '/导出 ndjson')).toContain('ndjson 只有历史有');
    expect(await room.say('zhangwei', '/导出 报表 2027-10')).toContain('文件没发成');
  });

  it('shows a group one line, and sends the file to who asked', async () => {
    await room.say('zhangwei', '/我的');
    const heard = (await room.sayIn('wrGroup', 'zhangwei', '/导出')).split('\n');
    expect(heard[0]).not.toContain('导出');
    expect(heard.slice(1).every((line) => line.startsWith('→ zhangwei '))).toBe(true);
    expect(room.lastFile().name).toBe('客户-2026-06-10.xlsx');
  });

  it('says where to ask when the channel carries no files', async () => {
    expect(await room.say('zhangwei', '/导出', 'robot')).toBe('这里发不了文件，请在「漏斗」应用里单聊发同一句');
  });
});

it('a file that cannot be sent is told of in words', async () => {
  room.refuse(({ kind }) => (kind === 'file' ? '40009' : undefined));
  expect(await room.say('zhangwei', '/导出')).toContain('→ zhangwei (app): 文件没发成');
});
