import { pictures } from '../texts/pictures.ts';
import { rateClass, showRate } from '../texts/rates.ts';
import { shortMoney } from '../texts/short-money.ts';
import { type Heading, hint, note, page } from './page.ts';
import { type Cell, table } from './table.ts';
import { COLOURS } from './theme.ts';

/** One person's, or everybody's, numbers. */
export interface RepNumbers {
  readonly name: string;
  readonly open: number;
  readonly stale: number;
  readonly added: number;
  /** Credits of the weekly quota (metrics §9.6); null where there is no quota. */
  readonly advanced: number;
  readonly quota: number | null;
  readonly won: number;
  /** Null where amounts are not shown. */
  readonly wonFen: number | null;
  /** Win rate, metrics §7.1. */
  readonly winRate: { readonly k: number; readonly n: number };
}

export interface RepTableData {
  readonly heading: Heading;
  /** In the order they are shown in: the caller's, who knows that nobody is ranked on a few cases. */
  readonly reps: readonly RepNumbers[];
  readonly total: RepNumbers;
  /** Window of the win rate, as words people read, with its length. */
  readonly rateWindow: string;
}

/** People with a row of their own. */
const MOST = 20;
const words = pictures.reps;

/** The team for its manager: who has how much, what lies still, what moved, what was won. */
export function repTable({ heading, reps, total, rateWindow }: RepTableData): string {
  if (reps.length === 0) return page(words.title, heading, [hint(words.empty)]);
  const hidden = reps.length - MOST;
  const { name, open, stale, added, advanced, won, rate } = words.columns;
  return page(words.title, heading, [
    table({
      head: [name, open, stale, added, advanced, won, rate],
      rows: reps.slice(0, MOST).map((rep) => ({ name: rep.name, cells: cellsOf(rep) })),
      total: { name: words.total, cells: cellsOf(total) },
    }),
    ...(hidden > 0 ? [note(words.rest(hidden))] : []),
    note(words.legend(rateWindow)),
  ]);
}

function cellsOf({ open, stale, added, advanced, quota, won, wonFen, winRate }: RepNumbers): readonly Cell[] {
  const figure = (n: number, fill: string = COLOURS.ink): Cell => ({
    shown: n.toLocaleString('en-US'),
    fill: n === 0 ? COLOURS.soft : fill,
  });
  return [
    figure(open),
    figure(stale, COLOURS.late),
    figure(added),
    quota === null
      ? figure(advanced)
      : { ...figure(advanced), shown: `${advanced}/${quota}`, done: quota === 0 ? 1 : Math.min(1, advanced / quota) },
    { ...figure(won, COLOURS.good), ...(wonFen !== null && wonFen > 0 && { below: shortMoney(wonFen) }) },
    rateCell(winRate),
  ];
}

/** The rate on two lines where it has two parts, the surer one above. */
function rateCell({ k, n }: RepNumbers['winRate']): Cell {
  const shown = showRate(k, n);
  const kind = rateClass(n);
  const cut = kind === 'small' ? shown.indexOf(' ') : kind === 'enough' ? shown.indexOf('（') : shown.length;
  return {
    shown: shown.slice(0, cut),
    fill: COLOURS.ink,
    ...(cut < shown.length && { below: shown.slice(cut).trim() }),
  };
}
