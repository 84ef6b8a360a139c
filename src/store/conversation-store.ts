import type { Selectable } from 'kysely';
import { leadId } from '../domain/ids.ts';
import type { ConversationStore, OpenQuestion } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { ConversationTable } from './schema/conversation-table.ts';

type ConversationRow = Selectable<ConversationTable>;

/** What the bot is in the middle of with each person, in SQL so that a restart forgets nothing. */
export function createConversationStore(db: Db) {
  const get = prepare<{ chat: string; member: string }, ConversationRow>(
    db
      .selectFrom('conversation')
      .selectAll()
      .where('chat', '=', placeholder<string>('chat'))
      .where('member', '=', placeholder<string>('member')),
  );
  const put = prepare<ConversationRow>(
    db
      .insertInto('conversation')
      .values({
        chat: placeholder('chat'),
        member: placeholder('member'),
        question: placeholder('question'),
        last_line: placeholder('last_line'),
        last_line_at: placeholder('last_line_at'),
        last_reply: placeholder('last_reply'),
        last_lead: placeholder('last_lead'),
        last_lead_at: placeholder('last_lead_at'),
      })
      .onConflict((conflict) =>
        conflict.columns(['chat', 'member']).doUpdateSet((eb) => ({
          question: eb.ref('excluded.question'),
          last_line: eb.ref('excluded.last_line'),
          last_line_at: eb.ref('excluded.last_line_at'),
          last_reply: eb.ref('excluded.last_reply'),
          last_lead: eb.ref('excluded.last_lead'),
          last_lead_at: eb.ref('excluded.last_lead_at'),
        })),
      ),
  );

  return (on: Session): ConversationStore => ({
    get: async (chat, member) => {
      const row = (await get(on, { chat, member })).rows[0];
      if (!row) return undefined;
      return {
        question: row.question === null ? null : (JSON.parse(row.question) as OpenQuestion),
        lastLine: row.last_line,
        lastLineAt: row.last_line_at,
        lastReply: row.last_reply,
        lastLead: row.last_lead === null ? null : leadId(row.last_lead),
        lastLeadAt: row.last_lead_at,
      };
    },
    put: async (chat, member, { question, lastLine, lastLineAt, lastReply, lastLead, lastLeadAt }) => {
      await put(on, {
        chat,
        member,
        question: question && JSON.stringify(question),
        last_line: lastLine,
        last_line_at: lastLineAt,
        last_reply: lastReply,
        last_lead: lastLead,
        last_lead_at: lastLeadAt,
      });
    },
  });
}
