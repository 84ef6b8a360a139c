import type { Database } from 'better-sqlite3';
import type { Answers, SettledAnswer } from './answers.ts';
import { readLine } from './lines.ts';

export interface TypedLine {
  /** Says that this is the same message again. */
  readonly key: string;
  readonly userid: string;
  readonly line: string;
  /** UTC ms. */
  readonly now: number;
}

interface MemberRow {
  readonly id: string;
}
interface StageRow {
  readonly id: string;
  readonly name: string;
  readonly ord: number;
}
interface LeadRow {
  readonly id: number;
  readonly name: string;
  readonly owner: string;
  readonly source: string;
  readonly state: string;
  readonly stage: string;
  readonly high_stage: string;
  readonly visit_no: number;
}

const REPEAT_MS = 2 * 60_000;
const QUESTION_MS = 10 * 60_000;

/**
 * The baseline of what a durable move costs: by hand-written prepared statements, in one transaction, the reads that
 * are needed to decide and the very rows the bot writes for the same line (a test compares the tables), nothing else.
 * Gives the text to answer; throws when the line asks for what cannot be.
 */
export function createMoveWriter(database: Database, answers: Answers): (message: TypedLine) => string {
  const answerTo = database.prepare<[string], { answer: string }>('select answer from inbound where key = ?');
  const memberOf = database.prepare<[string], MemberRow>('select * from member where userid = ?');
  const conversationOf = database.prepare<[string, string], { last_line: string | null; last_line_at: number | null }>(
    'select * from conversation where chat = ? and member = ?',
  );
  const allStages = database.prepare<[], StageRow>('select * from stage order by ord');
  const leadByName = database.prepare<[string], LeadRow>(
    "select * from lead where name_norm = ? and state not in ('void', 'merged')",
  );
  const addEvent = database.prepare(
    `insert into lead_event (lead_id, type, at, recorded_at, actor, from_stage, to_stage, data)
     values (?, 'moved', ?, ?, ?, ?, ?, ?)`,
  );
  const leaveVisit = database.prepare(
    'update visit set left_at = ?, exit = ?, exit_owner = ? where lead_id = ? and no = ?',
  );
  const addVisit = database.prepare(
    `insert into visit (lead_id, no, stage, entered_at, how, from_stage, owner, recorded_at, source)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const decide = database.prepare(
    "update decision set outcome = 'advanced', decided_at = ?, owner = ? where lead_id = ? and stage = ?",
  );
  const reach = database.prepare(
    "insert into decision (lead_id, stage, reached_at, outcome, source) values (?, ?, ?, 'open', ?)",
  );
  const setLead = database.prepare(
    'update lead set stage = ?, entered_at = ?, visit_no = ?, last_event_id = ?, last_event_at = ? where id = ?',
  );
  const setHighStage = database.prepare('update lead set high_stage = ? where id = ?');
  const addAudit = database.prepare('insert into audit (at, actor, action, lead_id) values (?, ?, ?, ?)');
  const putConversation = database.prepare(
    `insert into conversation (chat, member, question, last_line, last_line_at, last_reply) values (?, ?, ?, ?, ?, ?)
     on conflict (chat, member) do update set question = excluded.question, last_line = excluded.last_line,
       last_line_at = excluded.last_line_at, last_reply = excluded.last_reply`,
  );
  const settle = database.prepare('insert into inbound (key, at, answer) values (?, ?, ?)');

  const handle = ({ key, userid, line, now }: TypedLine): string => {
    const known = answerTo.get(key);
    if (known) return (JSON.parse(known.answer) as { text: string }).text;
    const member = memberOf.get(userid);
    if (!member) throw new Error('no such member');
    const conversation = conversationOf.get(userid, member.id);
    if (conversation?.last_line === line && now - (conversation.last_line_at ?? 0) < REPEAT_MS) {
      throw new Error('the same line again');
    }
    const { isForward, name, stage: stageName, note } = readLine(line);
    const stages = allStages.all();
    const lead = leadByName.get(name);
    const from = stages.find(({ id }) => id === lead?.stage);
    const to = stages.find((stage) => stage.name === stageName);
    if (!lead || !from || !to || lead.owner !== member.id || lead.state !== 'open') throw new Error('not possible');
    if (isForward ? to.ord <= from.ord : to.ord >= from.ord) throw new Error('not in this direction');

    const how = isForward ? 'forward' : 'backward';
    const data = JSON.stringify({ note });
    const event = addEvent.run(lead.id, now, now, member.id, from.id, to.id, data).lastInsertRowid;
    leaveVisit.run(now, how, lead.owner, lead.id, lead.visit_no);
    addVisit.run(lead.id, lead.visit_no + 1, to.id, now, how, from.id, lead.owner, now, lead.source);
    const highOrd = stages.find(({ id }) => id === lead.high_stage)?.ord ?? 0;
    if (to.ord > highOrd) {
      for (const passed of stages.filter(({ ord }) => ord >= highOrd && ord < to.ord)) {
        if (passed.ord > highOrd) reach.run(lead.id, passed.id, now, lead.source);
        decide.run(now, lead.owner, lead.id, passed.id);
      }
      reach.run(lead.id, to.id, now, lead.source);
      setHighStage.run(to.id, lead.id);
    }
    setLead.run(to.id, now, lead.visit_no + 1, event, now, lead.id);
    addAudit.run(now, member.id, isForward ? 'lead.move' : 'lead.back', lead.id);

    const answer = isForward ? answers.forward(lead.id, lead.name, note) : answers.back(lead.name, note);
    putConversation.run(userid, member.id, questionOf(answer, now), line, now, answer.text);
    settle.run(key, now, JSON.stringify({ reply: answer.reply, via: 'turn' }));
    return answer.text;
  };
  return database.transaction(handle).immediate;
}

function questionOf({ reply }: SettledAnswer, now: number): string | null {
  if (reply.kind !== 'choice') return null;
  return JSON.stringify({ options: reply.options, expiresAt: now + QUESTION_MS, free: reply.free });
}
