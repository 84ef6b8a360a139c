import { createHash } from 'node:crypto';
import { ApiError } from '../api/api-error.ts';
import type { JsonObject } from '../api/endpoint.ts';
import { BoundedMap } from '../bounded-map.ts';
import { safeFileName } from '../file-name.ts';
import type { Platform } from '../platform.ts';
import { createRateWindow } from '../rate-window.ts';
import { byteLength } from '../text-bytes.ts';
import { type MediaType, sniffContentType } from '../world/media-store.ts';
import { robotMediaOwner } from './content.ts';
import { hasPassed, type Moment, momentNow } from './moment.ts';
import type { Robot } from './robot.ts';

// The codes of refused uploads are 未证实; these are those of media/upload and of malformed fields.

interface UploadSession {
  robotId: string;
  type: MediaType;
  fileName: string;
  size: number;
  chunkCount: number;
  md5: string | null;
  begun: Moment;
  chunks: Map<number, Buffer>;
}

/** The three commands of an upload in chunks (WeCom doc 101463). Each throws an `ApiError` when it is refused. */
export interface Uploads {
  init(robot: Robot, body: JsonObject): { upload_id: string };
  chunk(robot: Robot, body: JsonObject): void;
  finish(robot: Robot, body: JsonObject): { type: string; media_id: string; created_at: string };
}

const UNFINISHED_KEPT = 32;
const formats: Record<MediaType, readonly string[] | 'any'> = {
  image: ['image/png', 'image/jpeg'],
  voice: ['audio/amr'],
  video: ['video/mp4'],
  file: 'any',
};

export function createUploads(platform: Platform): Uploads {
  const { world, clock, random, settings, faults } = platform;
  const sessions = new BoundedMap<string, UploadSession>(UNFINISHED_KEPT);
  const byMinute = createRateWindow(settings.robotUploadsPerMinute, 60_000);
  const byHour = createRateWindow(settings.robotUploadsPerHour, 3_600_000);
  const maxBytes: Record<MediaType, number> = {
    image: settings.imageMaxBytes,
    voice: settings.voiceMaxBytes,
    video: settings.videoMaxBytes,
    file: settings.fileMaxBytes,
  };
  const wrong = (what: string) => new ApiError(settings.robotContentErrcode, what);
  const tooLarge = () => new ApiError(45001, 'media size out of limit');

  function sessionOf(robot: Robot, body: JsonObject): { id: string; session: UploadSession } {
    const id = String(body.upload_id);
    const session = sessions.get(id);
    // Bound to the robot, not to the connection: an upload may go on after a reconnect.
    if (session?.robotId !== robot.id) throw wrong('invalid upload_id');
    if (hasPassed(platform, session.begun, settings.robotUploadSessionMs)) throw wrong('upload_id expired');
    return { id, session };
  }

  /** Documented examples count from 1, the official SDK from 0: a gapless row is taken either way. */
  function joined({ chunks, chunkCount }: UploadSession): Buffer {
    const first = chunks.has(0) ? 0 : 1;
    const row = Array.from({ length: chunkCount }, (_, index) => chunks.get(first + index));
    if (row.includes(undefined) || chunks.size !== chunkCount) throw wrong('chunks missing');
    return Buffer.concat(row as Buffer[]);
  }

  /** The k-th chunk from when the switch was set fails once. */
  function failsOnDemand(): boolean {
    const left = faults.state.robotFailChunk;
    return faults.take('robotFailChunk') && left === 1;
  }

  return {
    init(robot, body) {
      const type = Object.keys(formats).find((each): each is MediaType => each === body.type);
      if (!type) throw new ApiError(40005, 'invalid type');
      const { filename, total_size: size, total_chunks: count, md5 } = body;
      if (typeof filename !== 'string' || filename === '' || byteLength(filename) > settings.robotFileNameBytes) {
        throw wrong('invalid filename');
      }
      if (typeof size !== 'number' || size < settings.mediaMinBytes) throw new ApiError(40006, 'invalid media size');
      if (size > maxBytes[type]) throw tooLarge();
      if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > settings.robotUploadChunks) {
        throw wrong('invalid total_chunks');
      }
      if (md5 !== undefined && !(typeof md5 === 'string' && /^[0-9a-f]{32}$/i.test(md5))) throw wrong('invalid md5');
      const now = clock.now();
      if (!byHour.allows(robot.id, now) || !byMinute.take(robot.id, now)) {
        throw new ApiError(settings.robotRateErrcode, 'api freq out of limit');
      }
      byHour.take(robot.id, now);
      const id = random.letters(32);
      sessions.set(id, {
        robotId: robot.id,
        type,
        fileName: safeFileName(filename),
        size,
        chunkCount: count as number,
        md5: md5 === undefined ? null : (md5 as string).toLowerCase(),
        begun: momentNow(platform),
        chunks: new Map(),
      });
      return { upload_id: id };
    },
    chunk(robot, body) {
      const { session } = sessionOf(robot, body);
      if (failsOnDemand()) throw new ApiError(-1, 'system error');
      const { chunk_index: index, base64_data: data } = body;
      if (!Number.isInteger(index) || (index as number) < 0 || (index as number) > session.chunkCount) {
        throw wrong('invalid chunk_index');
      }
      if (typeof data !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw wrong('invalid base64_data');
      const bytes = Buffer.from(data, 'base64');
      if (bytes.length > settings.robotUploadChunkBytes) throw tooLarge();
      session.chunks.set(index as number, bytes);
    },
    finish(robot, body) {
      const { id, session } = sessionOf(robot, body);
      const bytes = joined(session);
      if (bytes.length !== session.size) throw wrong('total_size does not match');
      if (session.md5 !== null && createHash('md5').update(bytes).digest('hex') !== session.md5) {
        throw wrong('md5 does not match');
      }
      const { type, fileName } = session;
      const contentType = sniffContentType(bytes);
      const taken = formats[type];
      if (taken !== 'any' && !taken.includes(contentType)) throw new ApiError(40004, 'invalid media type');
      sessions.delete(id);
      const mediaId = `sim_media_${random.letters(32)}`;
      const createdAt = clock.now();
      const scope = { webhookKey: robotMediaOwner(robot) };
      world.media.add({ id: mediaId, type, fileName, contentType, bytes, createdAt, scope });
      return { type, media_id: mediaId, created_at: String(Math.floor(createdAt / 1000)) };
    },
  };
}
