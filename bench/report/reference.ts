import { DAY_MS } from './company.ts';

/** The windows of a weekly report; UTC ms, half-open. */
export interface Windows {
  readonly asOf: number;
  readonly week: Span;
  readonly quarter: Span;
  readonly quarterBefore: Span;
  readonly half: Span;
  readonly month: Span;
}
interface Span {
  readonly from: number;
  readonly to: number;
}

export function windowsOf(asOf: number): Windows {
  const back = (from: number, to: number): Span => ({ from: asOf - from * DAY_MS, to: asOf - to * DAY_MS });
  return {
    asOf,
    week: back(7, 0),
    quarter: back(91, 0),
    quarterBefore: back(182, 91),
    half: back(182, 0),
    month: back(61, 30),
  };
}

/** One number: what of which stage in which window. */
export type Numbers = Readonly<Record<string, number>>;

/**
 * The weekly questions from raw events, as the metrics' reference SQL (§13) asks them; the same text runs on SQLite and
 * DuckDB. It makes visits and decisions once and counts all windows from them.
 */
export function referenceStatements({ asOf, ...windows }: Windows): readonly string[] {
  const within = (at: string, { from, to }: Span) => `${at} >= ${from} and ${at} < ${to}`;
  const named = Object.entries(windows) as [string, Span][];
  return [
    'drop table if exists st',
    'drop table if exists visit_of',
    'drop table if exists decision_of',
    `create temp table st as
     with ev as (
       select * from event e where at_ms < ${asOf} and type <> 'voided'
        and not exists (select 1 from event v where v.type = 'voided' and v.target_id = e.id and v.at_ms < ${asOf}))
     select lead_id, id, at_ms, type, to_stage, kind,
            lead(at_ms) over w as next_at, lead(type) over w as next_type, lead(kind) over w as next_kind,
            lead(to_stage) over w as next_stage, lag(to_stage) over w as prev_stage
     from ev where type in ('created', 'moved', 'closed', 'reopened') window w as (partition by lead_id order by at_ms, id)`,
    `create temp table visit_of as
     select s.lead_id, g.id as stage, g.ord, s.at_ms as enter_at, s.next_at as leave_at,
            case when s.type = 'created' then 'created' when s.type = 'reopened' then 'reopened'
                 when g.ord > p.ord then 'forward' else 'backward' end as how,
            case when s.next_type is null then null when s.next_type = 'closed' then s.next_kind
                 when n.ord > g.ord then 'forward' else 'backward' end as exit_by
     from st s join stage g on g.id = s.to_stage
       left join stage p on p.id = s.prev_stage left join stage n on n.id = s.next_stage
     where s.type <> 'closed'`,
    `create temp table decision_of as
     with cur as (select lead_id, type, kind, at_ms from st where next_at is null),
     entry as (select lead_id, ord as e_ord from visit_of where how = 'created'),
     x as (select lead_id, enter_at as at_ms, ord from visit_of
           union all select c.lead_id, c.at_ms, g.ord from cur c join stage g on g.kind = 'won'
                     where c.type = 'closed' and c.kind = 'won'),
     reach as (select g.id as stage, g.ord, x.lead_id, min(x.at_ms) as at_ms from x join entry e on e.lead_id = x.lead_id
               join stage g on g.ord <= x.ord and g.ord >= e.e_ord group by g.id, g.ord, x.lead_id)
     select r.lead_id, r.stage, r.at_ms as reached_at,
            coalesce(n.at_ms, case when c.type = 'closed' and c.kind in ('lost', 'invalid') then c.at_ms end) as dec_at,
            case when n.at_ms is not null then 'advanced'
                 when c.type = 'closed' and c.kind in ('lost', 'invalid') then c.kind else 'open' end as outcome
     from reach r join cur c on c.lead_id = r.lead_id join stage g on g.id = r.stage and g.kind = 'open'
       left join reach n on n.lead_id = r.lead_id and n.ord = r.ord + 1`,
    [
      ...named
        .filter(([name]) => name !== 'month')
        .map(
          ([name, span]) =>
            `select 'c1 ${name} ' || stage || ' ' || outcome as what, count(*) as n from decision_of
             where ${within('dec_at', span)} group by stage, outcome`,
        ),
      `select 'c2 ' || stage || ' ' || outcome as what, count(*) as n from decision_of
       where ${within('reached_at', windows.month)} group by stage, outcome`,
      `select 'open ' || stage as what, count(*) as n from visit_of where leave_at is null group by stage`,
      `select 'in ' || stage || ' ' || how as what, count(*) as n from visit_of
       where ${within('enter_at', windows.week)} group by stage, how`,
      `select 'out ' || stage || ' ' || exit_by as what, count(*) as n from visit_of
       where ${within('leave_at', windows.week)} group by stage, exit_by`,
    ].join(' union all '),
  ];
}
