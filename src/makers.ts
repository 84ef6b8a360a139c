import { drawChart } from './charts/charts.ts';
import { type Rasteriser, RasteriserError } from './charts/rasteriser.ts';
import type { Makers } from './chat/outbox-body.ts';
import { type NewGroup, SendFailure } from './chat/reply-types.ts';
import { memberId } from './domain/ids.ts';
import { leadsAsWorkbook } from './files/lead-table.ts';
import { exporting } from './texts/export.ts';
import { exportEvents } from './usecases/export-events.ts';
import { exportLeads, exportScope } from './usecases/export-leads.ts';
import type { Clock, UnitOfWork } from './usecases/ports.ts';

/** The largest file the platform takes (WeCom doc 90253). */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

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
      if (maker !== 'leads' && maker !== 'history') throw new SendFailure('give_up', 'no_maker');
      const now = clock.now();
      const bytes = await uow.read(async (stores) => {
        // What somebody may take away is what holds now, not when they asked.
        const member = await stores.members.byId(memberId(askedBy(data)));
        if (!member || member.leftAt !== undefined) throw new SendFailure('give_up', 'not_allowed');
        const deps = { stores, now, timeZone, joining: { open: false, admins: new Set<string>() } };
        const owners = await exportScope(deps, member);
        if (maker === 'leads') return (await leadsAsWorkbook(exportLeads(deps, owners), timeZone)).bytes;
        return joined(exportEvents(deps, owners));
      });
      if (bytes.length > MAX_FILE_BYTES) throw new SendFailure('give_up', 'file_too_large');
      await uow.run(({ audit }) =>
        audit.record({ at: now, actor: memberId(askedBy(data)), action: 'lead.export', lead: null, subject: maker }),
      );
      return { name: exporting.fileName(maker, { now, timeZone }), bytes };
    },
  };
}

/** The lines as one file, or the first of them that are too many to be sent. */
async function joined(lines: AsyncIterable<string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const line of lines) {
    const part = Buffer.from(`${line}\n`);
    parts.push(part);
    size += part.length;
    if (size > MAX_FILE_BYTES) break;
  }
  return Buffer.concat(parts);
}

function askedBy(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'member' in data && typeof data.member === 'string') {
    return data.member;
  }
  throw new SendFailure('give_up', 'no_maker');
}
