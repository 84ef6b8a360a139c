const HIDDEN = '***';

/** Query parameters whose value is a credential whoever it belongs to. */
const secretParameters = /([?&](?:access_token|corpsecret|key|secret)=)[^&#\s'"]+/gi;

/** Replaces every known secret and every credential in a query by `***`, so a log line may be shown and copied. */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  let masked = text.replace(secretParameters, `$1${HIDDEN}`);
  for (const secret of secrets) {
    if (secret.length >= 6) masked = masked.replaceAll(secret, HIDDEN);
  }
  return masked;
}
