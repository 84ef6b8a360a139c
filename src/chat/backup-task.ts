import { texts } from '../texts/index.ts';
import type { UnitOfWork } from '../usecases/ports.ts';
import { reply } from './command.ts';
import type { TaskHandler } from './task-runner.ts';

/** A copy of the database as people are told of it: by its name, never by where it is. */
export interface MadeBackup {
  readonly name: string;
  readonly bytes: number;
  readonly leads: number;
  readonly events: number;
  /** Older copies that were deleted. */
  readonly removed: number;
}

/** Makes a copy; or says why this database has none (a server's is copied there), or why it did not come about. */
export type BackUp = () => Promise<MadeBackup | 'postgres' | 'in_memory' | 'exists' | 'damaged' | 'incomplete'>;

/** Copies the database while everybody goes on working. */
export function backupTask({ uow, backUp }: { readonly uow: UnitOfWork; readonly backUp: BackUp }): TaskHandler {
  return {
    permission: 'team:admin',
    async run({ actor, now, conclude }) {
      const made = await backUp();
      await uow.run(async (stores) => {
        if (typeof made === 'string') return conclude(stores, reply.text(texts.backup.inChat.notMade[made]));
        const { name } = made;
        await stores.audit.record({ at: now, actor: actor.id, action: 'backup.make', lead: null, subject: name });
        return conclude(stores, reply.text(texts.backup.inChat.made(made)));
      });
    },
  };
}
