import { Agent, errors, FormData, request } from 'undici';
import { actionFor, unexpectedAnswer, WeComApiError } from './api-error.ts';
import { DOWNLOAD_TIMEOUT_MS, FileFetchError, fileNameIn, readAtMost, type SentFile } from './sent-file.ts';

/** Parameters of the query string, where the platform wants every credential (and only there). */
export type Query = Readonly<Record<string, string>>;

/** A JSON answer with errcode 0; the fields depend on the interface called. */
export type Answer = Readonly<Record<string, unknown>>;

export interface PlatformClient {
  get(path: string, query: Query): Promise<Answer>;
  /** Sends exactly these bytes as JSON. */
  post(path: string, query: Query, body: string): Promise<Answer>;
  /** Sends one file as the form field `media`. */
  upload(path: string, query: Query, file: UploadFile): Promise<Answer>;
  /** Fetches a file of at most so many bytes; throws `FileFetchError` `too_large` for a larger one. */
  download(path: string, query: Query, maxBytes: number): Promise<SentFile>;
  close(): Promise<void>;
}

export interface UploadFile {
  /** What people see as the file's name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The largest file (20 MB) over a slow line. */
const UPLOAD_TIMEOUT_MS = 40_000;

/** Longest explanation read in place of a file. */
const MAX_ANSWER_BYTES = 65_536;

const CREDENTIALS = ['access_token', 'corpsecret', 'key', 'response_code'];
const CREDENTIAL_PARAMETER = /\b(access_token|corpsecret|key|response_code)=[^&\s]+/gi;

/**
 * HTTP to the WeCom platform over kept-alive connections. Every failure is a `WeComApiError`: an errcode with its
 * action, or `retry` when no proper answer came. After a POST without an answer we cannot know what the platform did
 * (`ambiguous`); a GET changes nothing.
 *
 * `apiBase` is an origin such as https://qyapi.weixin.qq.com, with an optional path in front of /cgi-bin.
 */
export function createPlatformClient({
  apiBase,
  timeoutMs = 8000,
}: {
  readonly apiBase: string;
  readonly timeoutMs?: number;
}): PlatformClient {
  const base = apiBase.replace(/\/+$/, '');
  const dispatcher = new Agent({
    connections: 16,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
  });

  async function exchange(
    method: 'GET' | 'POST',
    path: string,
    query: Query,
    { body, limitMs = timeoutMs }: { readonly body?: string | FormData; readonly limitMs?: number } = {},
  ): Promise<Answer> {
    const ambiguous = method === 'POST';
    const headers = typeof body === 'string' ? { 'content-type': 'application/json; charset=utf-8' } : {};
    let statusCode: number;
    let text: string;
    try {
      const response = await request(`${base}${path}?${new URLSearchParams(query)}`, {
        dispatcher,
        method,
        // The whole exchange is bounded, not only each wait: a trickling answer must not hold a sender.
        signal: AbortSignal.timeout(limitMs),
        ...(body === undefined ? {} : { body, headers, headersTimeout: limitMs }),
      });
      statusCode = response.statusCode;
      text = await response.body.text();
    } catch (cause) {
      throw noAnswer(cause, ambiguous);
    }
    return readAnswer(statusCode, text, ambiguous, credentialsIn(query));
  }

  return {
    get: (path, query) => exchange('GET', path, query),
    post: (path, query, body) => exchange('POST', path, query, { body }),
    upload: (path, query, { name, bytes }) => {
      const body = new FormData();
      body.append('media', new Blob([Uint8Array.from(bytes)]), name);
      return exchange('POST', path, query, { body, limitMs: Math.max(timeoutMs, UPLOAD_TIMEOUT_MS) });
    },
    download,
    close: () => dispatcher.close(),
  };

  async function download(path: string, query: Query, maxBytes: number): Promise<SentFile> {
    const credentials = credentialsIn(query);
    try {
      const { statusCode, headers, body } = await request(`${base}${path}?${new URLSearchParams(query)}`, {
        dispatcher,
        signal: AbortSignal.timeout(Math.max(timeoutMs, DOWNLOAD_TIMEOUT_MS)),
      });
      const disposition = headers['content-disposition'];
      // A file has a name; what has none is the platform's answer why there is no file.
      if (statusCode !== 200 || disposition === undefined) {
        readAnswer(statusCode, (await readAtMost(body, MAX_ANSWER_BYTES)).toString(), false, credentials);
        throw unexpectedAnswer(path);
      }
      const bytes = await readAtMost(body, maxBytes);
      const name = fileNameIn(String(disposition));
      return { bytes, ...(name !== undefined && { name }) };
    } catch (error) {
      if (error instanceof WeComApiError || error instanceof FileFetchError) throw error;
      throw noAnswer(error, false);
    }
  }
}

function credentialsIn(query: Query): string[] {
  return CREDENTIALS.map((name) => query[name] ?? '');
}

function noAnswer(cause: unknown, ambiguous: boolean): WeComApiError {
  const errmsg = `no answer: ${networkCode(cause)}`;
  return new WeComApiError({ errcode: null, action: 'retry', errmsg, ambiguous }, { cause });
}

function readAnswer(statusCode: number, text: string, ambiguous: boolean, credentials: readonly string[]): Answer {
  if (statusCode >= 500 || statusCode === 429) {
    throw new WeComApiError({ errcode: null, action: 'retry', errmsg: `HTTP ${statusCode}`, ambiguous });
  }
  if (statusCode !== 200) {
    // The platform answers every known path with 200: this is a wrong WECOM_API_BASE or something in between.
    throw new WeComApiError({ errcode: null, action: 'config', errmsg: `HTTP ${statusCode}`, ambiguous: false });
  }
  const answer = parseObject(text);
  if (answer === undefined) {
    throw new WeComApiError({ errcode: null, action: 'retry', errmsg: 'answer is not a JSON object', ambiguous });
  }
  const errcode = answer.errcode ?? 0; // some successful answers carry none
  if (errcode === 0) return answer;
  if (typeof errcode !== 'number') {
    throw new WeComApiError({ errcode: null, action: 'retry', errmsg: 'errcode is not a number', ambiguous });
  }
  throw new WeComApiError({
    errcode,
    action: actionFor(errcode),
    errmsg: scrub(String(answer.errmsg ?? ''), credentials),
    ambiguous: false,
  });
}

function parseObject(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** Hides the credentials we sent and anything that looks like one: platforms and proxies echo requests. */
function scrub(message: string, credentials: readonly string[]): string {
  const hidden = credentials
    .filter((credential) => credential !== '')
    .reduce((text, credential) => text.replaceAll(credential, '***'), message);
  return hidden.replace(CREDENTIAL_PARAMETER, '$1=***').slice(0, 300);
}

function networkCode(cause: unknown): string {
  if (cause instanceof errors.UndiciError) return cause.code;
  if (cause instanceof DOMException) return cause.name;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
