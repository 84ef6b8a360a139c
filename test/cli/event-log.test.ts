import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { projectRoot } from '../../src/project-root.ts';
import { openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { created, happened, moved, recorded, undone, wonFor } from '../support/history.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { WORKED_EXAMPLE } from '../support/worked-example.ts';
import { loudou } from './run-cli.ts';

const folder = temporaryFolder();
const NOW = Date.parse('2026-07-02T10:00:00+08:00');
let serial = 0;
const newFile = (ending: string) => join(folder, `${++serial}.${ending}`);
const database = (file: string) => ['--database', `file:${file}`];

/** A database with the demo's team, the worked example, an undo, a late entry, a merge and a nasty name. */
async function filled(): Promise<string> {
  const file = newFile('db');
  const open = await openDatabase(`file:${file}`, seed);
  await seedDemoTeam(open.uow, `${projectRoot()}/data/seed/demo.json`, NOW, 'Asia/Shanghai');
  await open.uow.run(async ({ leads }) => {
    for (const { steps } of WORKED_EXAMPLE) await writeHistory(leads, steps);
    await writeHistory(leads, [
      created('06-01', 'lead', { name: '"O\'Hara" \\ 甲\n乙', source: '', phone: '139 0000' }),
      recorded('06-05 09:00', moved('06-02', 'lead', 'opp')),
      wonFor('06-06', 'opp', 5_000_00),
      undone('06-06 10:01'),
    ]);
    const kept = await writeHistory(leads, [created('06-05', 'lead')]);
    const twin = await writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]);
    await writeHistory(leads, [happened('06-20', { type: 'merged_into', into: kept.id })], twin.id);
  });
  await open.close();
  return file;
}

describe('the event log', () => {
  it('comes out, goes into an empty database and comes out again the same, facts and all', async () => {
    const [log, again] = [newFile('ndjson'), newFile('ndjson')];
    const [source, copy] = [await filled(), newFile('db')];
    const out = await loudou(['export', log, '--format', 'events', ...database(source)], {}, NOW);
    expect(out).toMatchObject({ code: 0, err: '' });
    const written = await loudou(['import', log, '--format', 'events', '--json', ...database(copy)], {}, NOW);
    expect(JSON.parse(written.out)).toMatchObject({ outcome: 'written', problems: [] });
    await loudou(['export', again, '--format', 'events', ...database(copy)], {}, NOW);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(log, 'utf8'));
    const open = await openDatabase(`file:${copy}`, seed);
    expect(await verifyProjections(open.engine)).toEqual([]);
    await open.close();
  });

  it('is one JSON object a line with instants in the organisation’s zone, absent fields absent', async () => {
    const file = newFile('db');
    const open = await openDatabase(`file:${file}`, seed);
    await open.uow.run(({ leads }) => writeHistory(leads, WORKED_EXAMPLE[0]?.steps ?? []));
    await open.close();
    const { out } = await loudou(['export', '--format', 'events', ...database(file)], {}, NOW);
    expect(
      out
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        lead: 'L1',
        type: 'created',
        id: 1,
        at: '2026-06-01T10:00:00+08:00',
        actor: 'zhang',
        to: 'lead',
        name: 'L01',
        owner: 'zhang',
        source: '官网',
        amountFen: 8_000_000,
      },
      {
        lead: 'L1',
        type: 'moved',
        id: 2,
        at: '2026-06-03T10:00:00+08:00',
        actor: 'zhang',
        from: 'lead',
        to: 'interest',
      },
    ]);
  });

  it('takes names of stages, its own keys for leads, and people nobody knew', async () => {
    const log = newFile('ndjson');
    const target = newFile('db');
    const lines = [
      {
        lead: 'A',
        id: 10,
        type: 'created',
        at: '2026-06-01T10:00:00Z',
        actor: 'mia',
        to: '线索',
        name: '甲',
        owner: 'Mia Torres',
      },
      { lead: 'A', id: 12, type: 'moved', at: '2026-06-02T10:00:00Z', actor: 'mia', from: '线索', to: '商机' },
      { lead: 'A', id: 15, type: 'voided', at: '2026-06-02T10:01:00Z', actor: 'mia', target: 12 },
    ];
    writeFileSync(log, lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(await loudou(['import', log, '--format', 'events', ...database(target)], {}, NOW)).toEqual({
      code: 0,
      err: '',
      out: `${log}：1 条线索，3 个事件，新成员 2 位\n导入了 1 条线索，3 个事件`,
    });
    const open = await openDatabase(`file:${target}`, seed);
    const [lead] = await open.engine.reader.selectFrom('lead').select(['name', 'owner', 'stage', 'state']).execute();
    expect(lead).toEqual({ name: '甲', owner: '~Mia Torres', stage: 'lead', state: 'open' });
    await open.close();
  });

  it('with anything wrong writes nothing and names each line', async () => {
    const log = newFile('ndjson');
    const target = newFile('db');
    const base = { at: '2026-06-01T10:00:00+08:00', actor: 'mia' };
    const lines = [
      JSON.stringify({ ...base, lead: 'A', id: 1, type: 'created', to: 'lead', name: '甲', owner: 'mia' }),
      '{"lead":',
      '',
      JSON.stringify({ ...base, lead: 'B', id: 2, type: 'touched', text: 'x' }),
      JSON.stringify({ ...base, lead: 'A', id: 3, type: 'moved', from: 'lead', to: 'nowhere' }),
      JSON.stringify({ ...base, lead: 'A', id: 4, type: 'closed', from: 'lead', kind: 'lost', reason: 'mood' }),
      JSON.stringify({ ...base, lead: 'A', id: 5, type: 'voided', target: 99 }),
      JSON.stringify({ ...base, lead: 'A', id: 6, type: 'merged_into', into: 'A' }),
      JSON.stringify({ ...base, at: '2026-06-01', lead: 'A', id: 7, type: 'touched', text: 'x' }),
      JSON.stringify({ ...base, lead: 'A', id: 8, type: 'exploded' }),
      JSON.stringify({ ...base, lead: 'A', id: 9, type: 'amount_changed', amountFen: -1 }),
      JSON.stringify({ ...base, lead: 'A', id: 1, type: 'touched', text: 'x' }),
      JSON.stringify({ ...base, lead: 'A', id: 10, type: 'created', to: 'lead', name: '乙', owner: 'mia' }),
    ];
    writeFileSync(log, lines.join('\n'));
    const { code, out } = await loudou(['import', log, '--format', 'events', ...database(target)], {}, NOW);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${log}：1 条线索，1 个事件，新成员 1 位`,
      '第 2 行 不是 JSON',
      '第 4 行 线索「B」前面没有 created',
      '第 5 行 没有阶段「nowhere」',
      '第 6 行 没有原因「mood」',
      '第 7 行 target「99」不是这条线索前面的事件',
      '第 8 行 into「A」不是前面的另一条线索',
      '第 9 行 「at」缺了或写得不对',
      '第 10 行 「type」缺了或写得不对',
      '第 11 行 「amountFen」缺了或写得不对',
      '第 12 行 「id」缺了或写得不对',
      '第 13 行 线索「A」前面已经新建过',
      '有问题，什么都没写。改好再导',
    ]);
    const open = await openDatabase(`file:${target}`, seed);
    expect(await open.engine.reader.selectFrom('lead_event').selectAll().execute()).toEqual([]);
    await open.close();
  });

  it('is not imported twice unless told so, and a dry run writes nothing', async () => {
    const log = newFile('ndjson');
    const target = newFile('db');
    const event = {
      lead: 'A',
      id: 1,
      type: 'created',
      at: '2026-06-01T10:00:00Z',
      actor: 'mia',
      to: 'lead',
      name: '甲',
      owner: 'mia',
    };
    writeFileSync(log, JSON.stringify(event));
    const run = (...more: string[]) =>
      loudou(['import', log, '--format', 'events', '--json', ...database(target), ...more], {}, NOW);
    expect(JSON.parse((await run('--dry-run')).out)).toMatchObject({ outcome: 'checked', written: 0 });
    expect(JSON.parse((await run()).out)).toMatchObject({ outcome: 'written', written: 1 });
    expect(JSON.parse((await run()).out)).toMatchObject({ outcome: 'already', written: 0 });
    expect(JSON.parse((await run('--again')).out)).toMatchObject({ outcome: 'written', written: 1 });
  });

  it('does not write over a file', async () => {
    const file = newFile('ndjson');
    writeFileSync(file, 'precious');
    const { code, err } = await loudou(['export', file, '--format', 'events', '--database', ':memory:'], {}, NOW);
    expect({ code, err }).toEqual({ code: 2, err: `${file} 已经有了，换个名字` });
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });
});

describe('instants of the log', () => {
  it('keep their milliseconds and the offset of the zone', async () => {
    const { isoInstant, instantOfIso } = await import('../../src/domain/period.ts');
    const at = Date.parse('2026-01-02T03:04:05.678Z');
    expect(isoInstant(at, 'Asia/Shanghai')).toBe('2026-01-02T11:04:05.678+08:00');
    expect(isoInstant(at, 'America/New_York')).toBe('2026-01-01T22:04:05.678-05:00');
    expect(isoInstant(at, 'UTC')).toBe('2026-01-02T03:04:05.678+00:00');
    expect(instantOfIso(isoInstant(at, 'Asia/Kolkata'))).toBe(at);
    expect(['2026-01-02', 'x', '2026-13-01T00:00:00Z', '2026-01-02T03:04:05'].map(instantOfIso)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});
