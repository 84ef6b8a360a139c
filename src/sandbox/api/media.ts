import { safeFileName } from '../file-name.ts';
import type { Platform } from '../platform.ts';
import type { Settings } from '../settings.ts';
import { type Media, type MediaType, sniffContentType } from '../world/media-store.ts';
import { ApiError } from './api-error.ts';
import type { Call, Endpoint, JsonObject } from './endpoint.ts';
import { readMediaPart, type UploadedPart } from './multipart.ts';

const mediaTypes: readonly MediaType[] = ['image', 'voice', 'video', 'file'];

/** Formats the platform takes, by content (WeCom doc 90253). */
const formats: Record<MediaType, readonly string[] | 'any'> = {
  image: ['image/png', 'image/jpeg'],
  voice: ['audio/amr'],
  video: ['video/mp4'],
  file: 'any',
};

const maxBytes = (settings: Settings): Record<MediaType, number> => ({
  image: settings.imageMaxBytes,
  voice: settings.voiceMaxBytes,
  video: settings.videoMaxBytes,
  file: settings.fileMaxBytes,
});

/** The uploaded part; without one, or with an empty one, 44001. */
export function uploadedPart(call: Call<null> | Call): UploadedPart {
  const part = readMediaPart(call.headers['content-type'] ?? '', call.raw);
  if (!part || part.bytes.length === 0) throw new ApiError(44001, 'empty media data');
  return part;
}

/** Checks and stores an uploaded file, and answers as the upload APIs do. `created_at` is a string there. */
export function storeUpload(
  { world, settings, random, clock }: Platform,
  part: UploadedPart,
  wanted: string | null,
  allowed: readonly MediaType[],
  scope: Media['scope'],
): JsonObject {
  const type = allowed.find((each) => each === wanted);
  if (!type) throw new ApiError(40005, 'invalid type');
  const { bytes } = part;
  if (bytes.length <= settings.mediaMinBytes) throw new ApiError(40006, 'invalid media size');
  if (bytes.length > maxBytes(settings)[type]) throw new ApiError(45001, 'media size out of limit');
  const contentType = sniffContentType(bytes);
  const taken = formats[type];
  if (taken !== 'any' && !taken.includes(contentType)) throw new ApiError(40004, 'invalid media type');
  const id = `sim_media_${random.letters(32)}`;
  const createdAt = clock.now();
  const fileName = safeFileName(part.fileName);
  world.media.add({ id, type, fileName, contentType, bytes: Buffer.from(bytes), createdAt, scope });
  return { type, media_id: id, created_at: String(Math.floor(createdAt / 1000)) };
}

/** `media/upload` and `media/get` (WeCom docs 90253, 90254). */
export function mediaEndpoints(platform: Platform): Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/cgi-bin/media/upload',
      credential: 'token',
      body: 'multipart',
      empty: { type: '', media_id: '', created_at: '' },
      handle: (call) => storeUpload(platform, uploadedPart(call), call.query.get('type'), mediaTypes, 'apps'),
    },
    {
      method: 'GET',
      path: '/cgi-bin/media/get',
      credential: 'token',
      handle({ query }) {
        const id = query.get('media_id');
        if (!id) throw new ApiError(41006, 'media_id missing');
        const media = platform.world.media.usableByApps(id, platform.clock.now(), platform.settings.mediaLifetimeMs);
        if (!media) throw new ApiError(40007, 'invalid media_id');
        return { binary: media.bytes, contentType: media.contentType, fileName: media.fileName };
      },
    },
  ];
}
