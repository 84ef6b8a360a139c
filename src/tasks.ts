import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { type BackUp, backupTask } from './chat/backup-task.ts';
import { importCheck, importWrite } from './chat/import-tasks.ts';
import type { Sender } from './chat/reply-types.ts';
import { createTaskRunner, type TaskRunner } from './chat/task-runner.ts';
import { bytesInMemory } from './files/byte-source.ts';
import { CHAT_LIMITS, tableIn } from './files/open-table.ts';
import { projectRoot } from './project-root.ts';
import { KEPT_BACKUPS } from './store/backup.ts';
import { backUpInThread } from './store/backup-in-thread.ts';
import { readHeaderNames } from './usecases/header-names.ts';
import type { Clock, UnitOfWork } from './usecases/ports.ts';

/** Everything that goes on after an answer, over the channels there are. */
export function openTasks(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly databaseUrl: string;
  readonly senders: () => readonly Sender[];
  readonly wakeSender: () => void;
  readonly log: Logger;
}): TaskRunner {
  const { uow, clock, timeZone, databaseUrl } = deps;
  const imports = {
    uow,
    timeZone,
    openTable: (bytes: Buffer) => tableIn(bytesInMemory(bytes), CHAT_LIMITS),
    names: readHeaderNames(readFileSync(`${projectRoot()}/data/seed/header-names.json`, 'utf8')),
  };
  return createTaskRunner({
    ...deps,
    handlers: {
      import_check: importCheck(imports),
      import_write: importWrite(imports),
      backup: backupTask({ uow, backUp: backUpOf(databaseUrl, clock) }),
    },
  });
}

/** Copies go beside the database and nowhere else, whoever asks. */
function backUpOf(databaseUrl: string, clock: Pick<Clock, 'now'>): BackUp {
  return async () => {
    if (/^postgres(ql)?:/.test(databaseUrl)) return 'postgres';
    if (databaseUrl === ':memory:') return 'in_memory';
    const source = databaseUrl.replace(/^file:/, '');
    const options = { folder: join(dirname(source), 'backups'), keep: KEPT_BACKUPS, now: clock.now() };
    const answer = await backUpInThread({ source, options });
    if (answer.kind === 'not_made') return answer.code;
    const { file, ...made } = answer.backup;
    return { name: basename(file), ...made };
  };
}
