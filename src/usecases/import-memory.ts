import type { UnitOfWork } from './ports.ts';

/** What the audit knows an import by: the file's bytes, and how they were read. */
export function importSubject(fileSha256: string, mappingSha256: string): string {
  return `sha256:${fileSha256} mapping:${mappingSha256}`;
}

/** When a file with these bytes was last imported (UTC ms), by whatever mapping; undefined when it never was. */
export function importedAt(uow: Pick<UnitOfWork, 'read'>, fileSha256: string): Promise<number | undefined> {
  return uow.read(({ audit }) => audit.lastAt('lead.import', importSubject(fileSha256, '')));
}
