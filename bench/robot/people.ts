/** One conversation: somebody with one lead of their own, which goes to and fro between two stages. */
export interface Person {
  readonly userid: string;
  readonly lead: string;
  /** Moves asked for so far. */
  moves: number;
}

const STAGES = ['意向', '商机'] as const;

export function createPeople(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, at) => ({
    userid: `rep${String(at).padStart(5, '0')}`,
    lead: `客户${at}甲`,
    moves: 0,
  }));
}

/** The line that gives somebody their lead. */
export const newLeadLine = ({ lead }: Person): string => `/新建 ${lead} 阶段=${STAGES[0]}`;

/** Somebody's next move, and what the answer to it must contain. No line is ever said twice. */
export function nextMove(person: Person): { readonly line: string; readonly expected: string } {
  const { lead, moves } = person;
  person.moves += 1;
  const [low, high] = STAGES;
  return moves % 2 === 0
    ? { line: `/推进 ${lead} ${high} 备注 ${moves}`, expected: `${lead}：${low} → ${high}` }
    : { line: `/退回 ${lead} ${low} 原因 ${moves}`, expected: `${lead}：从 ${high} 退回 ${low}` };
}
