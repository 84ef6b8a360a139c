import { creditOf } from '../../analytics/credit-of.ts';
import type { Credit, Span } from '../../analytics/facts.ts';
import { type LeadId, leadId, type StageId, stageId } from '../../domain/ids.ts';
import { decisionOfRow } from '../fact-rows.ts';
import { eachRow } from './counting.ts';
import type { DayReader } from './packed-days.ts';
import type { Question, Reading } from './question.ts';

/** Credits of leads that advanced beyond `from` in the span; there are few, so their rows are read one and all. */
export async function creditsIn(
  { on, engine }: Reading,
  days: DayReader,
  { scope, without, pipeline }: Question,
  span: Span,
  from: StageId,
): Promise<readonly Credit[]> {
  const floor = pipeline.stage(from).ord;
  const candidates = new Set<LeadId>();
  const advanced = {
    ...span,
    without,
    only: { owner: scope.owners, source: scope.sources, outcome: new Set(['advanced']) },
  };
  eachRow(await days('decisions', span.from, span.to), advanced, ({ words, of }, row) => {
    const next = pipeline.next(stageId(words.stage[of.stage[row] as number] as string));
    if (next && next.ord > floor) candidates.add(leadId(of.lead[row] as number));
  });
  const ids = engine.ids([...candidates].sort((a, b) => a - b));
  const leads = await on.db.selectFrom('lead').select(['id', 'name']).where('id', 'in', ids).orderBy('id').execute();
  const visits = await on.db
    .selectFrom('visit')
    .select(['lead_id', 'stage', 'entered_at'])
    .where('lead_id', 'in', ids)
    .where('entered_at', '<', span.to)
    .orderBy('lead_id')
    .orderBy('no')
    .execute();
  const decisions = await on.db
    .selectFrom('decision')
    .selectAll()
    .where('lead_id', 'in', ids)
    .where('decided_at', '>=', span.from)
    .where('decided_at', '<', span.to)
    .execute();
  const [visitsOf, decisionsOf] = [byLead(visits), byLead(decisions)];
  return leads.flatMap(({ id, name }) => {
    const lead = { id: leadId(id), name };
    const stays = visitsOf(lead.id).map(({ stage, entered_at }) => ({ stage: stageId(stage), enteredAt: entered_at }));
    const life = { lead, visits: stays, decisions: decisionsOf(lead.id).map(decisionOfRow) };
    return creditOf(life, span, from, pipeline).filter(({ owner }) => scope.owners?.has(owner) ?? true);
  });
}

function byLead<Row extends { readonly lead_id: number }>(rows: readonly Row[]) {
  const grouped = new Map<number, Row[]>();
  for (const row of rows) {
    const known = grouped.get(row.lead_id);
    if (known) known.push(row);
    else grouped.set(row.lead_id, [row]);
  }
  return (lead: LeadId): readonly Row[] => grouped.get(lead) ?? [];
}
