import type { Generated } from 'kysely';
import type { Schedule } from '../../domain/schedule.ts';
import type { SlotState } from '../../usecases/schedule-ports.ts';

/** Something sent again and again. */
export interface ScheduleTable {
  id: Generated<number>;
  /** Name of the default it came from, so that two programs that open a new database make it once. */
  seed: string | null;
  kind: Schedule['kind'];
  target: string;
  rhythm: string;
  days: Schedule['days'];
  filters: string;
  quiet: string | null;
  is_on: number;
  since: number;
  created_at: number;
  removed_at: number | null;
}

/** One run of one schedule for one recipient. */
export interface SlotTable {
  key: string;
  schedule: number;
  slot: string;
  target: string;
  state: SlotState;
  reason: string | null;
  at: number;
}

export interface ReportSnapshotTable {
  schedule: number;
  target: string;
  slot: string;
  at: number;
  numbers: string;
}

export interface AbsenceTable {
  member: string;
  from_on: string;
  to_on: string;
  substitute: string | null;
}
