import { expect, test } from 'vitest';
import { createAnswers } from '../../bench/callback/answers.ts';
import { APP } from '../../bench/callback/app-identity.ts';
import { lineOf } from '../../bench/callback/lines.ts';
import { createMoveWriter } from '../../bench/callback/move-writer.ts';
import type { PlannedMove } from '../../bench/callback/plan.ts';
import { wecom } from '../../bench/callback/requests.ts';
import { readSeedStages } from '../../bench/callback/seed-stages.ts';
import { copyDatabase, leadDatabase, leadName, ownerOf } from '../../bench/support/lead-database.ts';
import { openRawSqlite } from '../../bench/support/raw-sqlite.ts';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { memberId, stageId } from '../../src/domain/ids.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/store/database.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LEADS = 64;
const START = Date.parse('2026-06-10T10:00:00+08:00');
const folder = temporaryFolder();

/** Leads that have been further, in both directions and twice, and one for which the third stage is new. */
const MOVES: readonly PlannedMove[] = [
  { lead: 2, direction: 'forward' },
  { lead: 3, direction: 'back' },
  { lead: 2, direction: 'back' },
  { lead: LEADS + 1, direction: 'forward' },
  { lead: LEADS + 1, direction: 'back' },
].map(({ lead, direction }, serial) => ({
  lead,
  direction: direction as PlannedMove['direction'],
  sender: ownerOf(lead),
  serial,
}));

/** A small bench database and a lead that has just reached its second stage. */
async function preparedFile(): Promise<string> {
  const file = `${folder}/prepared.db`;
  copyDatabase(await leadDatabase(LEADS, () => {}), file);
  const database = await openDatabase(`file:${file}`, seed);
  const owner = memberId(ownerOf(LEADS + 1));
  const fact = { type: 'created', to: stageId('interest'), name: leadName(LEADS + 1), owner } as const;
  await database.uow.run(({ leads }) => leads.append(undefined, [{ fact, actor: owner, at: START - 1 }], START - 1));
  await database.close();
  // Into the file itself, which is all that is copied.
  const raw = openRawSqlite(file);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  return file;
}

function rowsOf(file: string): Record<string, unknown[]> {
  const database = new SqliteDatabase(file, { readonly: true });
  const names = database
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like '%kysely%' and name not like 'sqlite%' order by name",
    )
    .pluck()
    .all() as string[];
  const rows = names.map((name) => [name, database.prepare(`select * from ${name}`).all()] as const);
  database.close();
  return Object.fromEntries(rows);
}

const isForward = ({ direction }: PlannedMove) => direction === 'forward';

/** Without what is not written per message: who speaks to the bot where, buttons of first moves, and days beside it. */
function onEachMove(tables: Readonly<Record<string, unknown[]>>): Record<string, unknown[]> {
  const { person_channel, packed_day, card, card_copy, outbox, ...rest } = tables;
  return rest;
}

/** What a row may differ by in bytes, of about 500. */
const SLACK_BYTES = 40;

function sizeOf(rows: readonly unknown[] | undefined): number {
  return Buffer.byteLength(JSON.stringify(rows));
}

test('the raw baseline answers and writes what the bot does for the same lines', async () => {
  const prepared = await preparedFile();
  const [botFile, rawFile] = [`${folder}/bot.db`, `${folder}/raw.db`];
  for (const copy of [botFile, rawFile]) copyDatabase(prepared, copy);
  let now = START;
  const config = readConfig({
    WECOM_CORP_ID: APP.corpId,
    WECOM_AGENT_ID: APP.agentId,
    WECOM_SECRET: APP.secret,
    WECOM_TOKEN: APP.token,
    WECOM_ENCODING_AES_KEY: APP.encodingAesKey,
    DATABASE_URL: `file:${botFile}`,
    PORT: '0',
  });
  const clock = { now: () => now, onMinute: () => () => {} };
  const app = await startApp({ config, clock, log: createLog('silent') });
  const raw = openRawSqlite(rawFile);
  const write = createMoveWriter(raw, createAnswers(await readSeedStages()));
  const answers: { bot: string; raw: string }[] = [];
  try {
    for (const move of MOVES) {
      now += 1000;
      const { path, headers, body } = wecom.request(move, now);
      const url = `http://127.0.0.1:${app.address.port}${path}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      const msgId = 7_400_000_000_000_000_000n + BigInt(move.serial);
      const key = `app:${APP.corpId}/${APP.agentId}:${move.sender}:${msgId}`;
      const { command, rest } = lineOf(move);
      answers.push({
        bot: wecom.textOf(await response.text()),
        raw: write({ key, userid: move.sender, line: `${command} ${rest}`, now }),
      });
    }
  } finally {
    await app.stop();
    raw.close();
  }
  expect(answers.map(({ bot }) => bot)).toEqual(answers.map(({ raw: said }) => said));
  const { conversation, inbound, ...raws } = rowsOf(rawFile);
  const { conversation: botConversation, inbound: botInbound, ...bots } = rowsOf(botFile);
  expect(inbound).toHaveLength(MOVES.length);
  expect(bots.person_channel).not.toEqual([]);
  // Buttons follow the first move of somebody, not those right after it, of which the bench is full.
  expect(bots.outbox).toHaveLength(new Set(MOVES.filter(isForward).map(({ sender }) => sender)).size);
  const [rest, botRest] = [onEachMove(raws), onEachMove(bots)];
  expect(botRest).toEqual(rest);
  // How the bot words what it remembers of an exchange is its own business; how much that is, is not.
  expect(Math.abs(sizeOf(botConversation) - sizeOf(conversation))).toBeLessThan(MOVES.length * SLACK_BYTES);
  expect(Math.abs(sizeOf(botInbound) - sizeOf(inbound))).toBeLessThan(MOVES.length * SLACK_BYTES);
});
