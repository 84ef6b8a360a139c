export type MediaType = 'image' | 'voice' | 'video' | 'file';

export interface Media {
  id: string;
  type: MediaType;
  fileName: string;
  contentType: string;
  bytes: Buffer;
  createdAt: number;
  /** Who may use it in messages: every application, or only the webhook with this key. */
  scope: 'apps' | { webhookKey: string };
}

const KEPT_BYTES = 256 * 1024 * 1024;

/** Uploaded files. They stay readable on the page after they have expired for the API, until room is needed. */
export class MediaStore {
  readonly #items = new Map<string, Media>();
  #bytes = 0;

  add(media: Media): void {
    this.#items.set(media.id, media);
    this.#bytes += media.bytes.length;
    for (const [id, oldest] of this.#items) {
      if (this.#bytes <= KEPT_BYTES || id === media.id) break;
      this.#items.delete(id);
      this.#bytes -= oldest.bytes.length;
    }
  }

  /** The file whatever its age, for showing a message that was sent with it. */
  find(id: string): Media | undefined {
    return this.#items.get(id);
  }

  /** The file if an application may use it now. */
  usableByApps(id: unknown, now: number, lifetimeMs: number): Media | undefined {
    const media = typeof id === 'string' ? this.#items.get(id) : undefined;
    return media?.scope === 'apps' && now < media.createdAt + lifetimeMs ? media : undefined;
  }

  /** The file if the webhook may use it now: only what was uploaded with the same key. */
  usableByWebhook(id: unknown, key: string, now: number, lifetimeMs: number): Media | undefined {
    const media = typeof id === 'string' ? this.#items.get(id) : undefined;
    if (!media || media.scope === 'apps' || media.scope.webhookKey !== key) return undefined;
    return now < media.createdAt + lifetimeMs ? media : undefined;
  }
}

/** The type of a file by its first bytes, among those the platform distinguishes. */
export function sniffContentType(bytes: Buffer): string {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  if (starts('89504e470d0a1a0a')) return 'image/png';
  if (starts('ffd8ff')) return 'image/jpeg';
  if (starts('47494638')) return 'image/gif';
  if (starts('2321414d52')) return 'audio/amr';
  if (starts('66747970', 4)) return 'video/mp4';
  return 'application/octet-stream';
}
