import { createAccessToken, type FreshToken } from './access-token.ts';
import { WeComApiError } from './api-error.ts';
import { type Answer, createPlatformClient, type Query } from './platform-client.ts';

export interface AppCredentials {
  readonly corpId: string;
  /** The app's id as a decimal string. */
  readonly agentId: string;
  readonly secret: string;
  /** Origin of the platform, e.g. https://qyapi.weixin.qq.com. */
  readonly apiBase: string;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/** Calls of the platform as one app; every failure is a `WeComApiError`. */
export interface AppClient {
  readonly agentId: string;
  /** Gets a token if there is none yet, which proves corp id and secret. */
  authorise(): Promise<void>;
  get(path: string, query: Query): Promise<Answer>;
  /** Sends exactly these bytes as JSON. */
  post(path: string, query: Query, body: string): Promise<Answer>;
  close(): Promise<void>;
}

/** A platform client that adds the app's access token, and once more with a new one when the platform calls it dead. */
export function createAppClient({ corpId, agentId, secret, apiBase, now, timeoutMs }: AppCredentials): AppClient {
  const client = createPlatformClient({ apiBase, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

  async function fetchToken(): Promise<FreshToken> {
    const answer = await client.get('/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret });
    const { access_token: token, expires_in: expiresInS } = answer;
    if (typeof token !== 'string' || token === '' || typeof expiresInS !== 'number') throw malformedAnswer('gettoken');
    return { token, expiresInS };
  }
  const accessToken = createAccessToken({ fetchToken, now });

  async function withToken(call: (credential: Query) => Promise<Answer>): Promise<Answer> {
    const token = await accessToken.get();
    try {
      return await call({ access_token: token });
    } catch (error) {
      if (!(error instanceof WeComApiError) || error.action !== 'refresh_token') throw error;
      return await call({ access_token: await accessToken.refresh(token) });
    }
  }

  return {
    agentId,
    authorise: async () => void (await accessToken.get()),
    get: (path, query) => withToken((credential) => client.get(path, { ...credential, ...query })),
    post: (path, query, body) => withToken((credential) => client.post(path, { ...credential, ...query }, body)),
    close: () => client.close(),
  };
}

/** An answer without what its interface promises: as if none had come. */
export function malformedAnswer(what: string): WeComApiError {
  return new WeComApiError({ errcode: null, action: 'retry', errmsg: `${what}: unexpected answer`, ambiguous: false });
}
