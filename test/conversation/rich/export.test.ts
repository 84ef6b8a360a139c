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
    expect(await room.say('zhangwei', '/导出 历史')).toContain('(file 历史-2026-06-10.ndjson)');
    const lines = room.lastFile().bytes.toString().trimEnd().split('\n');
    const created = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'created');
    expect(created.length).toBeGreaterThan(0);
    const own = await room.database.uow.read(({ leads }) => leads.leadsAfter(0, 1000, new Set([memberId('zhangwei')])));
    expect(created.map(({ name }) => name).sort()).toEqual(own.map(({ name }) => name).sort());
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
