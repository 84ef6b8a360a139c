import { drawChart } from './charts/charts.ts';
import { type Rasteriser, RasteriserError } from './charts/rasteriser.ts';
import type { Makers } from './chat/outbox-body.ts';
import { type NewGroup, SendFailure } from './chat/reply-types.ts';
import { type MemberId, memberId } from './domain/ids.ts';
import type { Days } from './domain/period.ts';
import { Refusal } from './domain/refusal.ts';
import { tablesOf } from './exports.ts';
import { BYTE_ORDER_MARK } from './files/csv-line.ts';
import { TooManyRows, tablesAsCsv, tablesAsWorkbook } from './files/out-table.ts';
import { EXPORT_FORMATS, type ExportedWhat, type ExportFormat, exporting } from './texts/export.ts';
import { exportEvents } from './usecases/export-events.ts';
import { exportScope } from './usecases/export-leads.ts';
import type { Clock, UnitOfWork } from './usecases/ports.ts';

/** The largest file the platform takes (WeCom doc 90253). */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Rows of a workbook made beside everybody's messages: it is made in memory, and 20 MB hold hardly more. */
const MAX_ROWS = 200_000;

export interface MakerDeps {
  readonly rasteriser: Rasteriser;
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  /** Makes a group in the name of the app; absent where there is none. */
  readonly openChat?: ((group: NewGroup) => Promise<void>) | undefined;
}

/** Makes what goes out as pictures and files. A busy or broken maker is tried again, what cannot be made is not. */
export function createMakers({
  rasteriser,
  uow,
  clock,
  timeZone,
  openChat,
}: MakerDeps): Pick<Makers, 'picture' | 'file' | 'group'> {
  return {
    group: async (group) => {
      // The app was there when it was asked for: somebody may put it back into the configuration.
      if (!openChat) throw new SendFailure('wait', 'channel_not_configured');
      await openChat(group);
    },
    picture: async (chart, data) => {
      try {
        return await rasteriser.png(drawChart(chart, data));
      } catch (error) {
        if (error instanceof RasteriserError && error.code !== 'undrawable') {
          throw new SendFailure('retry', `picture_${error.code}`, error);
        }
        throw new SendFailure('give_up', 'picture_undrawable', error);
      }
    },
    file: async (maker, data) => {
      if (!isExported(maker)) throw new SendFailure('give_up', 'no_maker');
      const now = clock.now();
      const asked = askedFor(maker, data);
      const bytes = await uow
        .read(async (stores) => {
          // What somebody may take away is what holds now, not when they asked.
          const by = await stores.members.byId(asked.member);
          if (!by || by.leftAt !== undefined) throw new SendFailure('give_up', 'not_allowed');
          const deps = { stores, now, timeZone, joining: { open: false, admins: new Set<string>() } };
          const owners = await exportScope(deps, by);
          if (asked.format === 'ndjson') return joined(exportEvents(deps, owners), '');
          const tables = await tablesOf(
            deps,
            maker === 'report' ? { what: maker, by, period: asked.period } : { what: maker, owners },
          );
          if (asked.format === 'csv') return joined(tablesAsCsv(tables), BYTE_ORDER_MARK);
          return (await tablesAsWorkbook(tables, MAX_ROWS)).bytes;
        })
        .catch((error) => {
          if (error instanceof TooManyRows) throw new SendFailure('give_up', 'file_too_large', error);
          // Such as a month that is yet to come.
          throw error instanceof Refusal ? new SendFailure('give_up', 'not_allowed', error) : error;
        });
      if (bytes.length > MAX_FILE_BYTES) throw new SendFailure('give_up', 'file_too_large');
      await uow.run(({ audit }) =>
        audit.record({ at: now, actor: asked.member, action: 'lead.export', lead: null, subject: maker }),
      );
      return { name: exporting.fileName(maker, asked.format, { now, timeZone }), bytes };
    },
  };
}

interface Asked {
  readonly member: MemberId;
  readonly format: ExportFormat;
  /** Of a report. */
  readonly period: Days | undefined;
}

function isExported(maker: string): maker is ExportedWhat {
  return maker === 'leads' || maker === 'history' || maker === 'report';
}

/** What a row of the outbox says; one of before there were formats means the one there was. */
function askedFor(maker: ExportedWhat, data: unknown): Asked {
  const { member, format, period } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof member !== 'string') throw new SendFailure('give_up', 'no_maker');
  const known = EXPORT_FORMATS.find((one) => one === format);
  return {
    member: memberId(member),
    format: known ?? (maker === 'history' ? 'ndjson' : 'xlsx'),
    period: period === undefined || period === null ? undefined : (period as Days),
  };
}

/** The lines as one file, or the first of them that are too many to be sent. */
async function joined(lines: AsyncIterable<string>, mark: string): Promise<Buffer> {
  const parts = [Buffer.from(mark)];
  let size = 0;
  for await (const line of lines) {
    const part = Buffer.from(`${line}\n`);
    parts.push(part);
    size += part.length;
    if (size > MAX_FILE_BYTES) break;
  }
  return Buffer.concat(parts);
}
