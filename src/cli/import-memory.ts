import type { Database } from '../store/database.ts';

/** What the audit knows an import by: the file's bytes, and how they were read. */
export function importSubject(fileSha256: string, mappingSha256: string): string {
  return `sha256:${fileSha256} mapping:${mappingSha256}`;
}

/** When a file with these bytes was last imported (UTC ms), by whatever mapping; undefined when it never was. */
export async function importedAt({ engine }: Database, fileSha256: string): Promise<number | undefined> {
  const last = await engine.reader
    .selectFrom('audit')
    .select('at')
    .where('action', '=', 'lead.import')
    .where('subject', 'like', `${importSubject(fileSha256, '')}%`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.at;
}
