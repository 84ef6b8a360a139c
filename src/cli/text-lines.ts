import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of a UTF-8 file, streaming, and the SHA-256 of its bytes once all were read. */
export function openLines(file: string): { readonly lines: AsyncIterable<string>; sha256(): string } {
  const hash = createHash('sha256');
  const stream = createReadStream(file);
  stream.on('data', (chunk) => hash.update(chunk));
  let digest: string | undefined;
  return {
    lines: createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }),
    sha256() {
      digest ??= hash.digest('hex');
      return digest;
    },
  };
}
