/** Who a text calls: `<@userid>` inside it and the names of `mentioned_list`, lower case, `@all` kept. */
export function mentionsIn(text: string, list: unknown): string[] {
  const inside = [...text.matchAll(/<@([\w.@-]{1,64})>/g)].map((found) => found[1] ?? '');
  const named = Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [];
  return [...new Set([...inside, ...named].map((userid) => userid.toLowerCase()))];
}
