/** Single-quotes a text for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Credentials that a command line should take from the environment of who pastes it. */
const variables: Record<string, string> = {
  access_token: '"$ACCESS_TOKEN"',
  corpsecret: '"$CORP_SECRET"',
  key: '"$WEBHOOK_KEY"',
};

/** The address for a shell, with credentials in the query replaced by variables. */
function shellAddress(url: string): string {
  // Splitting by a capturing group gives text and credential in turn.
  const pieces = url.split(/(?<=[?&](?:access_token|corpsecret|key)=)([^&#]+)/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return piece === '' ? '' : quoted(piece);
      const name = /(\w+)=$/.exec(pieces[index - 1] ?? '')?.[1] ?? '';
      return variables[name] ?? quoted(piece);
    })
    .join('');
}

/** A command line that repeats one HTTP request. */
export function curlOf(method: string, url: string, contentType: string, body: string): string {
  const parts = ['curl', '-sS', '-X', method, shellAddress(url)];
  if (body !== '') parts.push('-H', quoted(`content-type: ${contentType}`), '--data-binary', quoted(body));
  return parts.join(' ');
}
