/** White space of any width after a name, the client's own U+2005 and invisible marks included. */
const GAP = '[\\s\\u200b\\ufeff]';
/** What may stand before a mention: not the inside of an e-mail address. */
const START = '(?<![\\w.+-])[@\\uff20]';

/**
 * What somebody wrote in a group, without the robot's own name: the platform keeps `@name` as plain text and marks it in
 * no way (WeCom doc 100719). Other people's names stay. `names` are display names, former ones included; without a
 * fitting one the first `@word` is taken for the robot, up to the command where there is one, for names have spaces too.
 */
export function withoutMention(text: string, names: readonly string[]): string {
  const known = named(text, names);
  if (known !== undefined) return known;
  const line = text.trim();
  if (!/^[@\uff20]/u.test(line)) return line;
  const command = new RegExp(`${GAP}([/\\uff0f]\\p{L}.*)$`, 'su').exec(line)?.[1];
  return (command ?? line.replace(/^[@\uff20]\S*/u, '')).trim();
}

function named(text: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(literal);
  const mention = new RegExp(
    `${START}(?:${longestFirst.join('|')})(?=$|${GAP}|[/\\uff0f,\\uff0c.\\u3002:\\uff1a])`,
    'gu',
  );
  const cut = text.replace(mention, ' ');
  return cut === text ? undefined : cut.trim();
}

function literal(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
