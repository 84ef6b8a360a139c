import { addDays, localDay } from '../domain/period.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import { type Today, texts } from '../texts/index.ts';
import { type Digest, digest, monthSpoken } from '../usecases/digest.ts';
import type { ReportView } from '../usecases/index.ts';
import { keyOf } from '../usecases/numbers-scope.ts';
import { defineJob, type Firing, type Job, type Recipient, type Said } from './define-job.ts';
import { lastKept, scopeFor } from './digest-scope.ts';

/** Draws the funnel of a digest; made by the room that knows the pictures. */
export type FunnelPicture = (view: ReportView, today: Today, to: Recipient) => NonNullable<Said['attachments']>[number];

/** The funnel of a week, or of a month, with what is wrong and who does what next. Always sent. */
function funnelJob(kind: Extract<ScheduleKind, 'weekly' | 'monthly'>, picture: FunnelPicture): Job {
  return defineJob({
    kind,
    words: 'when_due',
    run: async (firing) => {
      const { deps, day } = firing;
      const today = { now: deps.now, timeZone: deps.timeZone };
      const unpublished = await unpublishedYear(firing);
      return async (to) => {
        const found = await digest(deps, {
          ...scopeFor(firing, to),
          period: kind === 'monthly' ? monthSpoken(day) : undefined,
          last: await lastKept(firing, to),
        });
        return {
          text: texts.digest.funnel(found, kind, { unpublished, amounts: isToldAmounts(to) }, today),
          names: namesIn(found),
          attachments: [picture(found.view, today, to)],
          numbers: numbersOf(found),
          afterwards: async ({ diagnoses, forecasts }) => {
            await forecasts.keepFirst(found.expected);
            // What a verdict is confirmed by from now on, whoever asks for one.
            const { runs } = found.keep;
            if (kind === 'weekly') await diagnoses.save(keyOf(found.view.about), { at: deps.now, runs });
          },
        };
      };
    },
  });
}

export const weeklyJob = (picture: FunnelPicture): Job => funnelJob('weekly', picture);
export const monthlyJob = (picture: FunnelPicture): Job => funnelJob('monthly', picture);

/** Two weeks ahead a missing year begins to matter. */
const AHEAD_DAYS = 14;

async function unpublishedYear({ deps }: Firing): Promise<number | undefined> {
  const calendar = await deps.stores.settings.calendar();
  const today = localDay(deps.now, deps.timeZone);
  const years = [today, addDays(today, AHEAD_DAYS)].map((day) => Number(day.slice(0, 4)));
  return years.find((year) => !calendar.isPublished(year));
}

function isToldAmounts(to: Recipient): boolean {
  return to.kind === 'member' || to.group.privacy.amounts !== 'hidden';
}

function namesIn({ leading, steps, asked }: Digest): readonly string[] {
  const named = steps.flatMap(({ leads }) => leads);
  return [...(leading?.named ?? []), ...named, ...asked].map(({ name }) => name);
}

/** The numbers a digest showed, for later. */
function numbersOf({ view, judgement, forecast, keep }: Digest) {
  const { report, rates, days } = view;
  return {
    days,
    stages: report.stages.map(({ stage, stock, flow }) => ({
      id: stage.id,
      open: stock.open,
      stale: stock.stale,
      amountFen: stock.amountFen,
      in: flow.in,
      out: flow.out,
    })),
    movements: report.movements,
    c1: rates.hops.map(({ advanced, lost, invalid }) => ({ advanced, lost, invalid })),
    quality: judgement.quality.score,
    weightedFen: forecast.weightedFen,
    keep,
  };
}
