import type { Win } from '../analytics/facts.ts';
import { isAmountFen } from '../domain/money.ts';
import { daysOfMonth, type Month, monthOf } from '../domain/month.ts';
import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, type Deps } from './deps.ts';
import { type About, keyOf, reachOf } from './numbers-scope.ts';
import type { Target } from './ports.ts';
import { type NumbersRequest, type Present, presentOf } from './present.ts';
import { spanOf } from './reports.ts';

/** A target and how far it is reached. */
export interface Progress {
  readonly about: About;
  readonly target: Target;
  readonly won: number;
  readonly wonFen: number;
}

export interface TargetsView {
  readonly about: About;
  readonly month: Month;
  readonly thisMonth: Month;
  /** Of those asked for first, then of the teams and members among them. */
  readonly rows: readonly Progress[];
}

/** Most wins a month that can be meant. */
const MAX_WINS = 100_000;

/** The targets of a month, of those asked for and of everyone among them, with what has come of them. */
export async function viewTargets(
  deps: Deps,
  request: NumbersRequest & { readonly month?: Month | undefined },
): Promise<TargetsView> {
  const present = await presentOf(deps, request);
  const thisMonth = monthOf(present.today);
  const month = request.month ?? thisMonth;
  const targets = new Map((await deps.stores.targets.ofMonth(month)).map((target) => [target.who, target]));
  const wins = await winsOf(deps, present, month);
  const rows = (await among(deps, present)).flatMap((about) => {
    const target = targets.get(keyOf(about));
    return target ? [reached(present, wins, about, target)] : [];
  });
  return { about: present.about, month, thisMonth, rows };
}

/** Sets what is meant to be sold in a month that is not over; zero takes that part back. */
export async function setTarget(
  deps: Deps,
  request: NumbersRequest & {
    /** This one when absent. */
    readonly month?: Month | undefined;
    readonly wins?: number | undefined;
    readonly amountFen?: number | undefined;
  },
): Promise<TargetsView> {
  const { by, wins, amountFen } = request;
  const thisMonth = monthOf(localDay(deps.now, deps.timeZone));
  const month = request.month ?? thisMonth;
  const { about } = await reachOf(deps, by, request.about);
  if (month < thisMonth) throw new Refusal({ code: 'month_over', month });
  if (wins !== undefined && wins > MAX_WINS) throw new Refusal({ code: 'too_many_wins', max: MAX_WINS });
  if (amountFen !== undefined && !isAmountFen(amountFen)) throw new Refusal({ code: 'bad_amount' });
  const who = keyOf(about);
  const known = (await deps.stores.targets.ofMonth(month)).find((target) => target.who === who);
  const target = {
    who,
    month,
    wins: wins === undefined ? (known?.wins ?? null) : wins || null,
    amountFen: amountFen === undefined ? (known?.amountFen ?? null) : amountFen || null,
  };
  if (target.wins === null && target.amountFen === null) await deps.stores.targets.remove(who, month);
  else await deps.stores.targets.save(target, by.id, deps.now);
  await audit(deps, by, 'target.set', { subject: `${who} ${month}` });
  return viewTargets(deps, { by, about, month });
}

/** The target of a month of those present, and how far it is reached; undefined without one. */
export async function progressOf(deps: Deps, present: Present, month: Month): Promise<Progress | undefined> {
  const who = keyOf(present.about);
  const target = (await deps.stores.targets.ofMonth(month)).find((one) => one.who === who);
  return target && reached(present, await winsOf(deps, present, month), present.about, target);
}

function winsOf(deps: Deps, { facts }: Present, month: Month): Promise<readonly Win[]> {
  return facts.wins(spanOf(deps, daysOfMonth(month)));
}

/** Those asked for, then the teams among them, then the members. */
async function among(deps: Deps, { about, members }: Present): Promise<readonly About[]> {
  if (about.kind === 'member') return [about];
  const teams = about.kind === 'all' ? await deps.stores.members.teams() : [];
  return [
    about,
    ...teams.map((team): About => ({ kind: 'team', team })),
    ...members.map((member): About => ({ kind: 'member', member })),
  ];
}

function reached({ members }: Present, wins: readonly Win[], about: About, target: Target): Progress {
  const team = new Set(members.filter((one) => about.kind === 'team' && one.team === about.team).map(({ id }) => id));
  const own = wins.filter(({ owner }) => {
    if (about.kind === 'all') return true;
    return about.kind === 'team' ? team.has(owner) : owner === about.member.id;
  });
  const wonFen = own.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return { about, target, won: own.length, wonFen };
}
