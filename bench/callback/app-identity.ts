/** The self-built app every WeCom-speaking server of the bench is: made up, and known to the load as to the servers. */
export const APP = {
  corpId: 'wwbe7c400000000001',
  agentId: '1000002',
  secret: 'bench-secret-bench-secret-bench-secret-0001',
  token: 'benchtoken0001',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
} as const;

export const CALLBACK_PATH = '/wecom/callback';

/** Secret of the Slack app. */
export const SLACK_SIGNING_SECRET = 'bench-slack-signing-secret-000001';
