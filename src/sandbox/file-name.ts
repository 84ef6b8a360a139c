import { xmlSafe } from './text-bytes.ts';

/** A file name fit to be stored, shown and put in a header: no path, no control characters, at most 200 characters. */
export function safeFileName(fileName: string): string {
  const base = xmlSafe(fileName).split(/[/\\]/).at(-1) ?? '';
  return (
    base
      .replace(/[\r\n\t]/g, ' ')
      .slice(0, 200)
      .replace(/\p{Surrogate}/gu, '') || 'file'
  );
}

/** `attachment` with the name in both forms, so that neither quotes nor line ends of a name can break the header. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
