import type { Secrets } from '../support/wecom-callback.ts';

/** A self-built app as its administrator would configure it; every value can be told apart in a log. */
export const identity = {
  corpId: 'ww5e1f2a3b4c5d6e7f',
  agentId: '1000007',
  secret: 'SECRETsecretSECRETsecretSECRETsecret0123456',
  token: 'TOKENtokenTOKEN7890',
  encodingAesKey: 'KEYkeyKEYkeyKEYkeyKEYkeyKEYkeyKEYkeyKEYkey0',
} as const;

export const callbackSecrets: Secrets = {
  token: identity.token,
  encodingAesKey: identity.encodingAesKey,
  receiveId: identity.corpId,
};

/** The environment of a bot with this identity that listens on a free loopback port. */
export function environmentOf(place: {
  readonly apiBase: string;
  readonly databaseUrl: string;
}): Readonly<Record<string, string>> {
  return {
    WECOM_CORP_ID: identity.corpId,
    WECOM_AGENT_ID: identity.agentId,
    WECOM_SECRET: identity.secret,
    WECOM_TOKEN: identity.token,
    WECOM_ENCODING_AES_KEY: identity.encodingAesKey,
    WECOM_API_BASE: place.apiBase,
    DATABASE_URL: place.databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}
