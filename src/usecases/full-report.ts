import type { Scope } from '../analytics/facts.ts';
import { type Report, report } from '../analytics/report.ts';
import type { Days } from '../domain/period.ts';
import { addDays, dayStart } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import { type Judgement, judge } from './judgement.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { staleContext } from './reports.ts';

export interface FullReport {
  readonly report: Report;
  readonly outlook: Outlook;
  readonly judgement: Judgement;
}

/**
 * Everything there is to say of some days as of an instant, which is not before their end; for whoever runs the program,
 * so nobody's rights are asked.
 */
export async function fullReport(
  deps: Deps,
  { days, asOf, scope }: { readonly days: Days; readonly asOf: number; readonly scope: Scope },
): Promise<FullReport> {
  const facts = await deps.stores.facts.asOf(asOf, scope);
  const context = await staleContext(deps, asOf);
  const span = {
    from: Math.min(dayStart(days.from, deps.timeZone), asOf),
    to: Math.min(dayStart(addDays(days.to, 1), deps.timeZone), asOf),
  };
  return {
    report: await report(facts, span, scope, context),
    outlook: await outlookOf(facts, context),
    judgement: await judge(deps, { facts, context, scope, previous: [] }),
  };
}
