/** What the bot is in the middle of with one person in one chat. */
export interface ConversationTable {
  chat: string;
  member: string;
  question: string | null;
  last_line: string | null;
  last_line_at: number | null;
  last_reply: string | null;
  last_lead: number | null;
  last_lead_at: number | null;
}
