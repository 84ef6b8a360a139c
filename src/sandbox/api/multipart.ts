/** The one file of an upload. */
export interface UploadedPart {
  fileName: string;
  bytes: Buffer;
}

/**
 * Reads the part named `media` of a multipart/form-data body; `null` when the body is not one or has no such part.
 * Strict: one level, no transfer encodings, every part closed by the boundary.
 */
export function readMediaPart(contentType: string, body: Buffer): UploadedPart | null {
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) return null;
  // Every boundary but the first follows a line end, which belongs to the boundary and not to the part.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const mark = Buffer.from(`\r\n--${name}`);
  let at = whole.indexOf(mark);
  while (at !== -1) {
    const start = at + mark.length;
    const end = whole.indexOf(mark, start);
    if (end === -1) return null;
    const part = partOf(whole.subarray(start, end));
    if (part) return part;
    at = end;
  }
  return null;
}

function partOf(section: Buffer): UploadedPart | null {
  const split = section.indexOf('\r\n\r\n');
  if (split === -1 || section.subarray(0, 2).toString() !== '\r\n') return null;
  const headers = section.subarray(2, split).toString();
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(headers)?.[1] ?? '';
  if (parameter(disposition, 'name') !== 'media') return null;
  return { fileName: parameter(disposition, 'filename') ?? '', bytes: section.subarray(split + 4) };
}

function parameter(disposition: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition);
  return found?.[1]?.replace(/\\(.)/g, '$1').replaceAll('%22', '"') ?? found?.[2];
}
