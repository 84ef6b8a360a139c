import type { OpenLead, PresenceCount, Span, Stay } from '../../analytics/facts.ts';
import { leadId, memberId, stageId } from '../../domain/ids.ts';
import { eachRow } from './counting.ts';
import type { DayReader } from './day-reader.ts';
import { entryOf } from './entry-of.ts';
import type { Question } from './question.ts';

/** A lead in a stage, as one number. */
type Place = number;
const MOST_STAGES = 1024;

function createPlaces() {
  const stages = new Map<string, number>();
  return (lead: number, stage: string): Place => {
    let code = stages.get(stage);
    if (code === undefined) {
      code = stages.size;
      stages.set(stage, code);
    }
    return lead * MOST_STAGES + code;
  };
}

/** Leads that were in a stage in the span, each once per stage, for the owner of the last stay there. */
export async function presenceIn(
  days: DayReader,
  { asOf, scope, without }: Question,
  span: Span,
  open: readonly OpenLead[],
): Promise<readonly PresenceCount[]> {
  const placeOf = createPlaces();
  const ofSource = { only: { source: scope.sources }, without };
  const until = Math.max(asOf, span.to);
  interface LastStay {
    readonly stage: string;
    no: number;
    owner: string;
    readonly source: string;
    left: boolean;
    /** Entered again before the end of the span, and still there. */
    isAgain: boolean;
  }
  const seen = new Map<Place, LastStay>();
  const exits = await days('exits', span.from, until);
  eachRow(exits, { ...ofSource, from: span.from, to: until }, ({ words, of }, row) => {
    const [at, enteredAt] = [of.at[row] as number, of.enteredAt[row] as number];
    if (enteredAt >= span.to || (enteredAt < span.from && at <= span.from)) return;
    const stage = words.stage[of.stage[row] as number] as string;
    const exit = words.exit[of.exit[row] as number];
    const left = (exit === 'forward' || exit === 'won') && at < span.to;
    const place = placeOf(of.lead[row] as number, stage);
    const [no, owner] = [of.no[row] as number, words.owner[of.owner[row] as number] as string];
    const before = seen.get(place);
    if (!before) {
      seen.set(place, {
        stage,
        no,
        owner,
        source: words.source[of.source[row] as number] as string,
        left,
        isAgain: false,
      });
      return;
    }
    before.left ||= left;
    if (no > before.no) {
      before.no = no;
      before.owner = owner;
    }
  });
  const entries = await days('entries', span.from, span.to);
  eachRow(entries, { ...ofSource, from: span.from, to: span.to }, ({ words, of }, row) => {
    const last = seen.get(placeOf(of.lead[row] as number, words.stage[of.stage[row] as number] as string));
    if (last && (of.no[row] as number) > last.no) last.isAgain = true;
  });
  const rows = new Map<string, Map<string, Map<string, { present: number; left: number }>>>();
  const count = (stage: string, owner: string, source: string, left: boolean) => {
    if (scope.owners && !scope.owners.has(memberId(owner))) return;
    const byOwner = entryOf(rows, stage, () => new Map());
    const bySource = entryOf(byOwner, owner, () => new Map());
    const counts = entryOf(bySource, source, () => ({ present: 0, left: 0 }));
    counts.present++;
    if (left) counts.left++;
  };
  for (const { id, stage, owner, source, enteredAt } of open) {
    if (enteredAt < span.to) count(stage, owner, source, seen.get(placeOf(id, stage))?.left ?? false);
  }
  for (const { stage, owner, source, left, isAgain } of seen.values()) if (!isAgain) count(stage, owner, source, left);
  return [...rows].flatMap(([stage, byOwner]) =>
    [...byOwner].flatMap(([owner, bySource]) =>
      [...bySource].map(([source, counts]) => ({ stage: stageId(stage), owner: memberId(owner), source, ...counts })),
    ),
  );
}

/** Completed time in stages whose last stay ended in the span. */
export async function staysIn(
  days: DayReader,
  { asOf, scope, without }: Question,
  span: Span,
): Promise<readonly Stay[]> {
  const placeOf = createPlaces();
  const filter = { ...span, without, only: { owner: scope.owners, source: scope.sources } };
  const last = new Map<Place, { readonly no: number; readonly stay: Stay }>();
  eachRow(await days('exits', span.from, span.to), filter, ({ words, of }, row) => {
    const [lead, no] = [of.lead[row] as number, of.no[row] as number];
    const stage = words.stage[of.stage[row] as number] as string;
    const place = placeOf(lead, stage);
    if ((last.get(place)?.no ?? 0) > no) return;
    const owner = memberId(words.owner[of.owner[row] as number] as string);
    const source = words.source[of.source[row] as number] as string;
    last.set(place, {
      no,
      stay: { stage: stageId(stage), lead: leadId(lead), owner, source, ms: of.ms[row] as number },
    });
  });
  const until = Math.max(asOf, span.to);
  const later = { from: span.from, to: until, without, only: { source: scope.sources } };
  eachRow(await days('entries', span.from, until), later, ({ words, of }, row) => {
    const place = placeOf(of.lead[row] as number, words.stage[of.stage[row] as number] as string);
    if ((last.get(place)?.no ?? Number.POSITIVE_INFINITY) < (of.no[row] as number)) last.delete(place);
  });
  return [...last.values()].map(({ stay }) => stay).sort((a, b) => a.lead - b.lead);
}
