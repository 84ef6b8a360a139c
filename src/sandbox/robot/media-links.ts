import { createCipheriv } from 'node:crypto';
import type Koa from 'koa';
import { BoundedMap } from '../bounded-map.ts';
import { aesKey } from '../crypto.ts';
import { contentDisposition } from '../file-name.ts';
import type { Platform } from '../platform.ts';
import type { Media } from '../world/media-store.ts';
import { hasPassed, type Moment, momentNow } from './moment.ts';
import type { Robot } from './robot.ts';

const PATH = '/aibot-media/';
const BLOCK = 32;
const REMEMBERED = 5_000;

interface Link {
  media: Media;
  key: Buffer;
  issued: Moment;
  expired: boolean;
}

export interface MediaLinks {
  /** The payload of an image, file or video message: where the encrypted bytes are, for five minutes. */
  issue(robot: Robot, media: Media): { url: string; aeskey?: string };
  /** Serves the bytes. An address that is unknown or too old gets an empty 403, as a storage service gives. */
  serve: Koa.Middleware;
}

/** AES-256-CBC of the bare bytes: no random prefix, no length, padded to 32 (WeCom doc 100719). */
function encryptMedia(key: Buffer, bytes: Buffer): Buffer {
  const pad = BLOCK - (bytes.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
}

/** Files of messages to robots, encrypted with the callback key or, on a long connection, a key of their own. */
export function createMediaLinks(platform: Platform): MediaLinks {
  const { random, settings, faults } = platform;
  const links = new BoundedMap<string, Link>(REMEMBERED);
  return {
    issue(robot, media) {
      const id = random.letters(40);
      const own = robot.transport.kind === 'long-connection' ? random.bytes(32) : null;
      const key = own ?? aesKey(robot.encodingAesKey);
      links.set(id, { media, key, issued: momentNow(platform), expired: faults.take('robotExpiredMedia') });
      const url = `${platform.baseUrl()}${PATH}${id}`;
      if (!own) return { url };
      // Seen both with and without the padding of base64.
      const text = own.toString('base64');
      return { url, aeskey: random.chance(0.5) ? text : text.replace(/=+$/, '') };
    },
    async serve(ctx, next) {
      if (!ctx.path.startsWith(PATH)) return next();
      const link = links.get(ctx.path.slice(PATH.length));
      if (!link || link.expired || hasPassed(platform, link.issued, settings.robotMediaUrlLifetimeMs)) {
        ctx.status = 403;
        ctx.body = '';
        return;
      }
      ctx.type = 'application/octet-stream';
      ctx.set('content-disposition', contentDisposition(link.media.fileName));
      ctx.body = encryptMedia(link.key, link.media.bytes);
    },
  };
}
