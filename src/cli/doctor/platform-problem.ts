import { type CheckName, doctor } from '../../texts/doctor.ts';
import { WeComApiError } from '../../wecom/api-error.ts';
import { type Finding, finding } from './finding.ts';

/**
 * A failed call in words. What it is follows from the errcode alone; the address in the message of a 60020 is only
 * shown, because it saves whoever reads it a search.
 */
export function platformProblem(check: CheckName, error: unknown): Finding {
  if (!(error instanceof WeComApiError)) throw error;
  const { errcode, errmsg, action } = error;
  if (errcode === null) {
    const words = action === 'config' ? doctor.platform.notWeCom(errmsg) : doctor.platform.unreachable(errmsg);
    return finding(check, 'problem', words);
  }
  const [, address] = /from ip: ([0-9a-f.:]+)/i.exec(errmsg) ?? [];
  return finding(check, 'problem', doctor.platform.refused(errcode, address), errcode);
}
