import type { Stage } from '../../src/domain/stage.ts';
import { projectRoot } from '../../src/project-root.ts';
import { openDatabase } from '../../src/store/database.ts';
import { readSeed } from '../../src/store/seed.ts';

/** The stages a new database starts with. */
export async function readSeedStages(): Promise<readonly Stage[]> {
  const database = await openDatabase(':memory:', readSeed(`${projectRoot()}/data/seed`));
  try {
    return (await database.uow.read(({ settings }) => settings.pipeline())).stages;
  } finally {
    await database.close();
  }
}
