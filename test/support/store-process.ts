/**
 * A second process, for tests: on each `Go` it opens the database, handles the messages and tells its answers; ends
 * when let go of.
 *
 *     node --import tsx store-process.ts <who>
 */
import { openDatabase } from '../../src/store/database.ts';
import { instant } from './instant.ts';
import { seed } from './seed.ts';
import { writeLead } from './stored-leads.ts';

/** Messages keyed `{prefix}-{n}`, each of which creates one lead named after its key. */
export interface Go {
  readonly url: string;
  readonly prefix: string;
  readonly count: number;
}

/** The answers by key, as this process got them: who created the lead, and its number. */
export type Answers = Readonly<Record<string, { readonly who: string; readonly lead: number }>>;

/** Opens the database and handles the messages one after the other; what the test itself does at the same time. */
export async function handleMessages(who: string, { url, prefix, count }: Go): Promise<Answers> {
  const { uow, close } = await openDatabase(url, seed);
  try {
    const answers: [string, Answers[string]][] = [];
    for (let n = 0; n < count; n++) {
      const key = `${prefix}-${n}`;
      const { answer } = await uow.once(key, instant('06-01'), async ({ leads }) => {
        const { id } = await writeLead(leads, key, { owner: who });
        return { who, lead: id };
      });
      answers.push([key, answer]);
    }
    return Object.fromEntries(answers);
  } finally {
    await close();
  }
}

const [, , who] = process.argv;
if (process.send && who) {
  const tell = (answer: unknown) => process.connected && process.send?.(answer);
  process.on('message', (go: Go) => {
    handleMessages(who, go).then(tell, (error: Error) => tell({ failed: String(error.stack) }));
  });
  tell('ready');
}
