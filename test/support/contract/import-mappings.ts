import { describe, expect, it } from 'vitest';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

/** What is remembered of how tables were understood. */
export function describeImportMappings(store: StoreUnderTest): void {
  describe('the mapping of an imported table', () => {
    const open = useStore(store);

    it('is the last one for this very header', async () => {
      await open.run(async ({ importMappings }) => {
        await importMappings.put(['客户', 'b'], '{"a":1}', 1);
        await importMappings.put(['客户', 'c'], '{"a":2}', 2);
        await importMappings.put(['客户', 'b'], '{"a":3}', 3);
      });
      const kept = (...header: string[]) => open.run(({ importMappings }) => importMappings.get(header));
      expect(await kept('客户', 'b')).toBe('{"a":3}');
      expect(await kept('客户', 'c')).toBe('{"a":2}');
      expect(await kept('客户')).toBeUndefined();
      expect(await kept('客户","b')).toBeUndefined();
    });
  });
}
