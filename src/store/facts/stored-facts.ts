import type { Facts, Span } from '../../analytics/facts.ts';
import { type MemberId, memberId, stageId } from '../../domain/ids.ts';
import { countBy, eachRow, type Filter } from './counting.ts';
import { creditsIn } from './credits.ts';
import type { DayCache } from './day-cache.ts';
import { createDayReader } from './day-reader.ts';
import { entryOf } from './entry-of.ts';
import { closedCounts, lossesIn, openLeads, rowsOf, winsIn } from './lead-lists.ts';
import { DAY_MS } from './packed-days.ts';
import type { Question, Reading } from './question.ts';
import { presenceIn, staysIn } from './stays.ts';

/** The facts as the rows have them now, of all leads but those the question leaves out. */
export function storedFacts(reading: Reading, question: Question, cache: DayCache): Facts {
  const { on, engine } = reading;
  const { asOf, scope, without } = question;
  const days = createDayReader(reading, cache);
  const within = ({ from, to }: Span, only: Filter['only'] = {}): Filter => ({
    from,
    to,
    without,
    only: { owner: scope.owners, source: scope.sources, ...only },
  });
  let open: ReturnType<typeof openLeads> | undefined;
  const openOnce = () => {
    open ??= openLeads(reading, question);
    return open;
  };

  return {
    asOf,
    openLeads: openOnce,
    closed: () => closedCounts(reading, question),

    async decisions(span) {
      const counts: Awaited<ReturnType<Facts['decisions']>>[number][] = [];
      const blocks = await days('decisions', span.from, span.to);
      countBy(blocks, within(span), ['stage', 'owner', 'source', 'outcome'], (words, count) => {
        const [stage, owner, source, outcome] = words as [string, string, string, 'advanced' | 'lost' | 'invalid'];
        counts.push({ stage: stageId(stage), owner: memberId(owner), source, outcome, count });
      });
      return counts;
    },

    async cohorts(span, horizonMs) {
      const counts: Awaited<ReturnType<Facts['cohorts']>>[number][] = [];
      // Nothing is decided before it is reached, so the days from then on have all of the cohort that is decided.
      const blocks = await days('decisions', span.from, Math.max(asOf, span.to));
      const isWithin = ({ of, words }: (typeof blocks)[number]) => {
        const horizons = words.stage.map((word) => horizonMs[stageId(word)] ?? 0);
        const advanced = words.outcome.indexOf('advanced');
        return (row: number) => {
          const took = (of.at[row] as number) - (of.reachedAt[row] as number);
          return of.outcome[row] === advanced && took <= (horizons[of.stage[row] as number] as number) ? 1 : 0;
        };
      };
      const count = (words: readonly string[], n: number, withinHorizon: number) => {
        const [stage, owner, source, outcome] = words as [string, string, string, 'advanced' | 'lost' | 'invalid'];
        counts.push({ stage: stageId(stage), owner: memberId(owner), source, outcome, count: n, withinHorizon });
      };
      const reached = { ...within(span), by: 'reachedAt' };
      countBy(blocks, reached, ['stage', 'owner', 'source', 'outcome'], count, isWithin);
      return [...counts, ...(await undecided(span))];
    },

    async entries(span) {
      const counts: Awaited<ReturnType<Facts['entries']>>[number][] = [];
      const blocks = await days('entries', span.from, span.to);
      countBy(blocks, within(span), ['stage', 'owner', 'source', 'how', 'from'], (words, count) => {
        const [stage, owner, source, how, from] = words as [string, string, string, 'created', string];
        counts.push({
          stage: stageId(stage),
          owner: memberId(owner),
          source,
          how,
          from: from === '' ? null : stageId(from),
          count,
        });
      });
      return counts;
    },

    async exits(span) {
      const counts: Awaited<ReturnType<Facts['exits']>>[number][] = [];
      const blocks = await days('exits', span.from, span.to);
      countBy(blocks, within(span), ['stage', 'owner', 'source', 'exit'], (words, count) => {
        const [stage, owner, source, exit] = words as [string, string, string, 'forward'];
        counts.push({ stage: stageId(stage), owner: memberId(owner), source, exit, count });
      });
      return counts;
    },

    async handovers(span) {
      let query = on.db
        .selectFrom('handover')
        .select(['lead_id', 'stage', 'from_owner', 'to_owner', 'source'])
        .where('at', '>=', span.from)
        .where('at', '<', span.to);
      if (scope.sources) query = query.where('source', 'in', [...scope.sources]);
      const counts = new Map<string, Awaited<ReturnType<Facts['handovers']>>[number]>();
      for (const row of await query.execute()) {
        const [from, to] = [memberId(row.from_owner), memberId(row.to_owner)];
        if (without.has(row.lead_id) || (scope.owners && !scope.owners.has(from) && !scope.owners.has(to))) continue;
        const key = JSON.stringify([row.stage, from, to, row.source]);
        const count = (counts.get(key)?.count ?? 0) + 1;
        counts.set(key, { stage: stageId(row.stage), from, to, source: row.source, count });
      }
      return [...counts.values()];
    },

    presence: async (span) => presenceIn(days, question, span, await openOnce()),
    stays: (span) => staysIn(days, question, span),
    wins: (span) => winsIn(reading, question, span),
    losses: (span, highStages) => lossesIn(reading, question, span, highStages),

    async lossCounts(span) {
      const counts: Awaited<ReturnType<Facts['lossCounts']>>[number][] = [];
      const blocks = await days('decisions', span.from, span.to);
      const lost = within(span, { outcome: new Set(['lost', 'invalid']) });
      const count = (words: readonly string[], n: number, amountFen: number) => {
        const [stage, owner, source, kind, reason] = words as [string, string, string, 'lost' | 'invalid', string];
        const where = { highStage: stageId(stage), reason: reason === '' ? null : reason };
        counts.push({ kind, ...where, owner: memberId(owner), source, count: n, amountFen });
      };
      const amountOf =
        ({ of }: (typeof blocks)[number]) =>
        (row: number) =>
          of.amountFen[row] || 0;
      countBy(blocks, lost, ['stage', 'owner', 'source', 'outcome', 'reason'], count, amountOf);
      return counts;
    },

    async reopened(span) {
      const lost = new Set(['lost', 'invalid']);
      const standing = new Set<string>();
      const unscoped = { ...within(span), only: {} };
      eachRow(await days('decisions', span.from, span.to), { ...unscoped, only: { outcome: lost } }, ({ of }, row) => {
        standing.add(`${of.lead[row]} ${of.at[row]}`);
      });
      const again = new Set<number>();
      eachRow(await days('exits', span.from, span.to), within(span, { exit: lost }), ({ of }, row) => {
        if (!standing.has(`${of.lead[row]} ${of.at[row]}`)) again.add(of.lead[row] as number);
      });
      return again.size;
    },

    credits: (span, from) => creditsIn(reading, days, question, span, from),

    async lateMoves(span) {
      const late: Awaited<ReturnType<Facts['lateMoves']>>[number][] = [];
      eachRow(await days('entries', span.from, span.to), within(span), ({ words, of }, row) => {
        const [at, recordedAt] = [of.at[row] as number, of.recordedAt[row] as number];
        if (words.from[of.from[row] as number] === '' || recordedAt - at <= DAY_MS) return;
        const owner = memberId(words.owner[of.owner[row] as number] as string);
        late.push({ owner, source: words.source[of.source[row] as number] as string, at, recordedAt });
      });
      return late.sort((a, b) => a.at - b.at);
    },

    async movesRecordedIn(span, recorded) {
      let moves = 0;
      eachRow(await days('entries', span.from, span.to), within(span), ({ words, of }, row) => {
        const recordedAt = of.recordedAt[row] as number;
        const isMove = words.from[of.from[row] as number] !== '';
        if (isMove && recorded.some(({ from, to }) => recordedAt >= from && recordedAt < to)) moves++;
      });
      return moves;
    },
  };

  /** Leads of a cohort that have not been decided, counted for whoever owns them now. */
  async function undecided({ from, to }: Span) {
    const owners = new Map<number, { readonly owner: MemberId; readonly source: string }>();
    for (const lead of await openOnce()) {
      // No stage is reached before the lead exists, nor after it came to where it is.
      if (lead.createdAt < to && lead.enteredAt >= from) owners.set(lead.id, lead);
    }
    const query = on.db
      .selectFrom('decision')
      .where('lead_id', 'in', engine.ids([...owners.keys()]))
      .where('outcome', '=', 'open')
      .where('reached_at', '>=', from)
      .where('reached_at', '<', to);
    const counts = new Map<string, Map<MemberId, Map<string, number>>>();
    for (const [id, stage] of await rowsOf(query, engine.jsonRows(['lead_id', 'stage']))) {
      const lead = owners.get(id as number);
      if (!lead) continue;
      const byOwner = entryOf(counts, stage as string, () => new Map());
      const bySource = entryOf(byOwner, lead.owner, () => new Map<string, number>());
      bySource.set(lead.source, (bySource.get(lead.source) ?? 0) + 1);
    }
    return [...counts].flatMap(([stage, byOwner]) =>
      [...byOwner].flatMap(([owner, bySource]) =>
        [...bySource].map(([source, count]) => {
          return { stage: stageId(stage), owner, source, outcome: 'open' as const, count, withinHorizon: 0 };
        }),
      ),
    );
  }
}
