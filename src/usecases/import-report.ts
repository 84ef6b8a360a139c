import type { MemberId } from '../domain/ids.ts';
import type { CloseKind } from '../domain/lead-event.ts';
import type { RowProblem } from './import-cells.ts';
import type { DuplicateCount, DuplicatePolicy, Twin } from './import-duplicates.ts';
import type { RowReading } from './import-row.ts';

/** Problems kept; a file that is wrong from top to bottom is understood long before. */
const MAX_PROBLEMS = 1000;

/** What is in a table: how many rows become leads, which, and what is wrong with the others. */
export interface ImportReport {
  /** Lines below the header, empty ones not counted. */
  readonly rows: number;
  /** Good rows that become leads. */
  readonly leads: number;
  readonly badRows: number;
  /** Counted whatever is done with them; they are among the leads only when they are to be new ones. */
  readonly duplicates: DuplicateCount;
  /** Of them, those that add to what is there. */
  readonly merged: number;
  readonly events: number;
  /** Good rows by what their stage column says, in the order of first sight. */
  readonly byValue: readonly { readonly value: string; readonly leads: number }[];
  /** Where the leads stand; amounts in fen, unknown ones count nothing. */
  readonly standing: readonly Standing[];
  readonly owners: readonly ReportedOwner[];
  readonly problems: readonly RowProblem[];
  /** Problems beyond those listed. */
  readonly moreProblems: number;
}

export interface Standing {
  readonly state: 'open' | CloseKind;
  /** Name of the stage they are open in; null for closed ones. */
  readonly stage: string | null;
  readonly leads: number;
  readonly amountFen: number;
}

interface ReportedOwner {
  readonly id: MemberId;
  readonly name: string;
  /** True for somebody no member is known for: a new one, not yet linked to a userid. */
  readonly isNew: boolean;
  readonly leads: number;
}

interface Tally {
  /** `twin`: what a good row is probably the same customer as. */
  count(row: number, reading: RowReading, twin: Twin | undefined): void;
  report(): ImportReport;
}

/** Counts a table's rows as they go by, in memory that does not grow with them. */
export function createTally(policy: DuplicatePolicy): Tally {
  let [rows, leads, badRows, merged, events, moreProblems] = [0, 0, 0, 0, 0, 0];
  let duplicates: DuplicateCount = { existing: 0, inTable: 0 };
  const problems: RowProblem[] = [];
  const byValue = new Map<string, number>();
  const standing = new Map<string, Standing & { readonly ord: number }>();
  const owners = new Map<MemberId, ReportedOwner>();
  return {
    count(row, reading, twin) {
      rows++;
      if ('problems' in reading) {
        badRows++;
        const kept = reading.problems.slice(0, MAX_PROBLEMS - problems.length);
        problems.push(...kept);
        moreProblems += reading.problems.length - kept.length;
        return;
      }
      const { history, owner, stageValue, stage, state, amountFen = 0 } = reading.lead;
      if (twin) {
        const { existing, inTable, first = { row, name: reading.lead.name, twin } } = duplicates;
        const isKnown = twin.kind === 'lead';
        duplicates = { existing: existing + (isKnown ? 1 : 0), inTable: inTable + (isKnown ? 0 : 1), first };
        if (policy === 'merge') merged++;
        if (policy !== 'new') return;
      }
      leads++;
      events += history.events.length;
      byValue.set(stageValue, (byValue.get(stageValue) ?? 0) + 1);
      const place = state === 'open' ? stage.id : `closed ${state}`;
      const before = standing.get(place);
      standing.set(place, {
        state,
        stage: state === 'open' ? stage.name : null,
        leads: (before?.leads ?? 0) + 1,
        amountFen: (before?.amountFen ?? 0) + amountFen,
        ord: state === 'open' ? stage.ord : CLOSED_ORD[state],
      });
      const { id, name } = owner.member;
      owners.set(id, { id, name, isNew: owner.kind === 'new', leads: (owners.get(id)?.leads ?? 0) + 1 });
    },
    report: () => ({
      rows,
      leads,
      badRows,
      duplicates,
      merged,
      events,
      byValue: [...byValue].map(([value, count]) => ({ value, leads: count })),
      standing: [...standing.values()].sort((a, b) => a.ord - b.ord).map(({ ord: _, ...rest }) => rest),
      owners: [...owners.values()],
      problems,
      moreProblems,
    }),
  };
}

/** Closed leads come after every open stage. */
const CLOSED_ORD = { won: 1e6, lost: 1e6 + 1, invalid: 1e6 + 2 } as const;
