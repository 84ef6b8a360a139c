import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, type Go, handleMessages } from '../store-process.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const PROGRAM = fileURLToPath(new URL('../store-process.ts', import.meta.url));

/** Starts another process; ready to open databases when this resolves. */
async function startProcess(who: string): Promise<ChildProcess> {
  const child = fork(PROGRAM, [who], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

/** Two programs on one database, as a demo and a command line beside it, or several replicas. */
export function describeProcesses(store: StoreUnderTest): void {
  describe('two processes', () => {
    const open = useStore(store);
    let other: ChildProcess | undefined;

    beforeAll(async () => {
      other = await startProcess('other');
    });
    afterAll(async () => {
      if (!other) return;
      other.disconnect();
      await once(other, 'exit');
    });

    const letOtherHandle = async (go: Go): Promise<Answers> => {
      if (!other) throw new Error('the other process runs only while tests do');
      other.send(go);
      const [answers] = (await once(other, 'message')) as [Answers | { failed: string }];
      if ('failed' in answers && typeof answers.failed === 'string') throw new Error(answers.failed);
      return answers as Answers;
    };
    const leadsNamed = async (prefix: string) => {
      const rows = await open.db.engine.reader
        .selectFrom('lead')
        .select(['id', 'name', 'owner'])
        .where('name', 'like', `${prefix}-%`)
        .execute();
      return rows.map(({ id, name, owner }) => ({ key: name, who: owner, lead: id }));
    };

    it('write at once and both succeed', async () => {
      const [theirs, ours] = await Promise.all([
        letOtherHandle({ url: open.url, prefix: 'theirs', count: 150 }),
        handleMessages('self', { url: open.url, prefix: 'ours', count: 150 }),
      ]);
      expect([theirs, ours].map((answers) => Object.keys(answers).length)).toEqual([150, 150]);
      for (const prefix of ['theirs', 'ours']) expect(await leadsNamed(prefix)).toHaveLength(150);
    });

    it('handle the same messages once between them, with one answer each', async () => {
      const go = { url: open.url, prefix: 'same', count: 200 };
      const [theirs, ours] = await Promise.all([letOtherHandle(go), handleMessages('self', go)]);
      expect(ours).toEqual(theirs);
      const written = (await leadsNamed('same')).map(({ key, ...answer }) => [key, answer] as const);
      expect(written).toHaveLength(200);
      expect(Object.fromEntries(written)).toEqual(theirs);
    });

    it('see what the other wrote', async () => {
      const go = { url: open.url, prefix: 'seen', count: 1 };
      await letOtherHandle(go);
      expect(await leadsNamed('seen')).toMatchObject([{ key: 'seen-0', who: 'other' }]);
      expect(await handleMessages('self', go)).toMatchObject({ 'seen-0': { who: 'other' } });
    });

    it('open a new database at once and both find it complete', async () => {
      for (let round = 0; round < 4; round++) {
        const go = { url: await store.newUrl(), prefix: 'new', count: 1 };
        const [theirs, ours] = await Promise.all([letOtherHandle(go), handleMessages('self', go)]);
        expect(ours).toEqual(theirs);
      }
    });
  });
}
