import { createAccessToken, type FreshToken } from './access-token.ts';
import { unexpectedAnswer, WeComApiError } from './api-error.ts';
import { type Answer, createPlatformClient, type Query, type UploadFile } from './platform-client.ts';
import type { SentFile } from './sent-file.ts';

export interface AppIdentityOptions {
  readonly corpId: string;
  /** The app's id as a decimal string. */
  readonly agentId: string;
  readonly secret: string;
  /** Origin of the platform, e.g. https://qyapi.weixin.qq.com. */
  readonly apiBase: string;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/** Requests in the name of one self-built app: the token is added here, and nobody else ever sees it. */
export interface AppSession {
  get(path: string, query?: Query): Promise<Answer>;
  /** Sends exactly these bytes as JSON. */
  post(path: string, body: string, query?: Query): Promise<Answer>;
  upload(path: string, file: UploadFile, query?: Query): Promise<Answer>;
  download(path: string, maxBytes: number, query?: Query): Promise<SentFile>;
  close(): Promise<void>;
}

/** Opens the requests of one app. When the platform says the token is dead, a request is made once more with a new one. */
export function createAppSession({ corpId, secret, apiBase, now, timeoutMs }: AppIdentityOptions): AppSession {
  const client = createPlatformClient({ apiBase, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

  async function fetchToken(): Promise<FreshToken> {
    const answer = await client.get('/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret });
    const { access_token: token, expires_in: expiresInS } = answer;
    if (typeof token !== 'string' || token === '' || typeof expiresInS !== 'number') throw unexpectedAnswer('gettoken');
    return { token, expiresInS };
  }
  const accessToken = createAccessToken({ fetchToken, now });

  async function withToken<T>(call: (credential: Query) => Promise<T>): Promise<T> {
    const token = await accessToken.get();
    try {
      return await call({ access_token: token });
    } catch (error) {
      if (!(error instanceof WeComApiError) || error.action !== 'refresh_token') throw error;
      return await call({ access_token: await accessToken.refresh(token) });
    }
  }

  return {
    get: (path, query) => withToken((credential) => client.get(path, { ...credential, ...query })),
    post: (path, body, query) => withToken((credential) => client.post(path, { ...credential, ...query }, body)),
    upload: (path, file, query) => withToken((credential) => client.upload(path, { ...credential, ...query }, file)),
    download: (path, maxBytes, query) =>
      withToken((credential) => client.download(path, { ...credential, ...query }, maxBytes)),
    close: () => client.close(),
  };
}
