import { doctor } from '../../texts/doctor.ts';
import { WeComApiError } from '../../wecom/api-error.ts';
import { createPlatformClient } from '../../wecom/platform-client.ts';
import { type Finding, finding } from './finding.ts';
import { platformProblem } from './platform-problem.ts';

/** The key is wrong or its robot left the group, is disabled, is not in the group (WeCom doc 99110). */
const BAD_KEY: ReadonlySet<number> = new Set([93000, 93004, 93008]);
const TOO_OFTEN = 45009;
/** A kind of message there is none of: the platform looks at the key first, then refuses this, and the group sees nothing. */
const NO_MESSAGE = JSON.stringify({ msgtype: 'loudou_doctor' });

/** Group webhooks by name, each without a word in its group: any refusal but that of the key says that the key is right. */
export async function* checkWebhooks(webhooks: ReadonlyMap<string, string>, apiBase: string): AsyncGenerator<Finding> {
  const client = createPlatformClient({ apiBase });
  try {
    for (const [name, key] of webhooks) {
      try {
        await client.post('/cgi-bin/webhook/send', { key }, NO_MESSAGE);
        yield finding('webhook', 'ok', doctor.webhook.works(name));
      } catch (error) {
        yield judge(name, error);
      }
    }
  } finally {
    await client.close();
  }
}

function judge(name: string, error: unknown): Finding {
  if (!(error instanceof WeComApiError) || error.errcode === null) return platformProblem('webhook', error);
  const { errcode } = error;
  if (BAD_KEY.has(errcode)) return finding('webhook', 'problem', doctor.webhook.badKey(name, errcode), errcode);
  if (errcode === TOO_OFTEN) return finding('webhook', 'advice', doctor.webhook.tooOften(name), errcode);
  return finding('webhook', 'ok', doctor.webhook.works(name));
}
