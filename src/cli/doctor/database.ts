import type { Config } from '../../config.ts';
import { memberId } from '../../domain/ids.ts';
import { projectRoot } from '../../project-root.ts';
import { openDatabase } from '../../store/database.ts';
import { readSeed } from '../../store/seed.ts';
import { doctor } from '../../texts/doctor.ts';
import { type Finding, finding } from './finding.ts';

/** Ends a transaction whose writes nobody wants. */
class RollBack extends Error {}

/** Opens the database as a start does, schema brought up to date, and writes something that is taken back at once. */
export async function checkDatabase(config: Config): Promise<readonly Finding[]> {
  const kind = config.databaseUrl.startsWith('postgres') ? 'PostgreSQL' : config.databaseUrl.replace(/^file:/, '');
  try {
    const database = await openDatabase(
      config.databaseUrl,
      readSeed(`${projectRoot()}/data/seed`),
      config.sqliteSynchronous,
    );
    try {
      await database.uow
        .run(async ({ conversations }) => {
          const nothing = {
            question: null,
            lastLine: null,
            lastLineAt: null,
            lastReply: null,
            lastLead: null,
            lastLeadAt: null,
          };
          await conversations.put('doctor', memberId('doctor'), nothing);
          throw new RollBack();
        })
        .catch((error) => {
          if (!(error instanceof RollBack)) throw error;
        });
      const admins = await database.uow.read(({ members }) => members.countWithRole('admin'));
      const hasAdmin = admins > 0 || config.adminUsers.length > 0;
      return [
        finding('database', 'ok', doctor.database.works(kind)),
        ...(hasAdmin ? [] : [finding('admins', 'problem', doctor.admins.none)]),
      ];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [finding('database', 'problem', doctor.database.broken(kind, codeOf(error)))];
  }
}

/** What kind of error it was; its message may repeat the address, password included. */
function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return String(code ?? name);
}
