import { createInflateRaw } from 'node:zlib';
import { TableFileError } from '../usecases/table-file.ts';

/** Signatures and fixed lengths of a zip archive's records (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
const END = 0x06054b50;
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
/** What may stand between two files: a data descriptor at its longest (4.3.9). */
const MAX_DESCRIPTOR = 24;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

interface Packed {
  /** Where its header begins. */
  readonly offset: number;
  readonly method: number;
  readonly bytes: Buffer;
}

/**
 * Throws {@link TableFileError} `unpacks_too_large` for an archive with more than `max` bytes in it, and `bad_workbook`
 * for one that is not put together as its list of contents says. The sizes a list gives may lie, so everything is really
 * unpacked here, piece by piece into nothing; and files the list does not name would be unpacked by a reader that goes
 * from header to header, so there must be none.
 */
export async function checkUnpackedSize(archive: Buffer, max: number): Promise<void> {
  let left = max;
  for (const { method, bytes } of contentsOf(archive)) {
    left -= method === STORED ? bytes.length : await inflatedSize(bytes, left);
    if (left < 0) throw new TableFileError('unpacks_too_large');
  }
}

function contentsOf(archive: Buffer): readonly Packed[] {
  try {
    const end = endOf(archive);
    const listAt = archive.readUInt32LE(end + 16);
    const contents: Packed[] = [];
    for (let at = listAt, count = archive.readUInt16LE(end + 10); count > 0; count--) {
      if (archive.readUInt32LE(at) !== ENTRY) throw new RangeError('no entry');
      contents.push(packedAt(archive, at));
      at += ENTRY_LENGTH + [28, 30, 32].reduce((sum, length) => sum + archive.readUInt16LE(at + length), 0);
    }
    contents.sort((a, b) => a.offset - b.offset);
    let free = 0;
    for (const { offset, bytes } of [...contents, { offset: listAt, bytes: undefined }]) {
      if (offset < free || offset - free > (free === 0 ? 0 : MAX_DESCRIPTOR)) throw new RangeError('a gap');
      if (bytes) free = bytes.byteOffset - archive.byteOffset + bytes.length;
    }
    return contents;
  } catch (error) {
    throw new TableFileError('bad_workbook', error);
  }
}

function packedAt(archive: Buffer, entry: number): Packed {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const offset = archive.readUInt32LE(entry + 42);
  if (archive.readUInt32LE(offset) !== LOCAL) throw new RangeError('no file');
  const start = offset + LOCAL_LENGTH + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  if (start + size > archive.length || (method !== STORED && method !== DEFLATED))
    throw new RangeError('not packed so');
  return { offset, method, bytes: archive.subarray(start, start + size) };
}

function endOf(archive: Buffer): number {
  for (let at = archive.length - END_LENGTH; at >= 0 && at >= archive.length - END_LENGTH - MAX_COMMENT; at--) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  throw new RangeError('no end');
}

/** How many bytes come out of `packed`; counting ends beyond `max`. */
async function inflatedSize(packed: Buffer, max: number): Promise<number> {
  const inflate = createInflateRaw();
  inflate.end(packed);
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > max) break;
    }
  } catch (error) {
    throw new TableFileError('bad_workbook', error);
  }
  return size;
}
