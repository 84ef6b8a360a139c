import { creditOf } from '../../analytics/credit-of.ts';
import type { Credit, Span } from '../../analytics/facts.ts';
import { type LeadId, leadId, type StageId, stageId } from '../../domain/ids.ts';
import type { Session } from '../engine.ts';
import { decisionOfRow, visitOfRow } from '../fact-rows.ts';
import { leadOfRow } from '../lead-rows.ts';
import { eachRow } from './counting.ts';
import type { DayReader } from './packed-days.ts';
import { inParts, type Question } from './question.ts';

/** Credits of leads that advanced beyond `from` in the span; there are few, so their rows are read one and all. */
export async function creditsIn(
  on: Session,
  days: DayReader,
  { scope, without, pipeline }: Question,
  span: Span,
  from: StageId,
): Promise<readonly Credit[]> {
  const floor = pipeline.stage(from).ord;
  const candidates = new Set<LeadId>();
  const advanced = { ...span, without, only: { source: scope.sources, outcome: new Set(['advanced']) } };
  eachRow(await days('decisions', span.from, span.to), advanced, ({ words, of }, row) => {
    const next = pipeline.next(stageId(words[of.stage[row] as number] as string));
    if (next && next.ord > floor) candidates.add(leadId(of.lead[row] as number));
  });
  const ids = [...candidates].sort((a, b) => a - b);
  const { db } = on;
  const leads = await inParts(ids, (part) => db.selectFrom('lead').selectAll().where('id', 'in', part).execute());
  const visits = await inParts(ids, (part) =>
    db.selectFrom('visit').selectAll().where('lead_id', 'in', part).orderBy('lead_id').orderBy('no').execute(),
  );
  const decisions = await inParts(ids, (part) =>
    db.selectFrom('decision').selectAll().where('lead_id', 'in', part).execute(),
  );
  const [visitsOf, decisionsOf] = [byLead(visits), byLead(decisions)];
  return leads
    .map(leadOfRow)
    .sort((a, b) => a.id - b.id)
    .flatMap((lead) => {
      const rows = {
        lead,
        visits: visitsOf(lead.id).map(visitOfRow),
        decisions: decisionsOf(lead.id).map(decisionOfRow),
        handovers: [],
      };
      return creditOf(rows, span, from, pipeline).filter(({ owner }) => scope.owners?.has(owner) ?? true);
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
