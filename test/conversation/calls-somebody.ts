import { escapeMarkdown } from '../../src/wecom/markdown.ts';
import { markdownOf } from '../../src/wecom/robot-markdown.ts';

/** What calls people or is a tag, in a text as well as in markdown. */
const TAG = /<@|<\/?(?:a|font)\b|<!\[CDATA\[/i;
/** What is a link, bold or code in a robot's markdown. */
const MARKUP = /\]\(|\*\*|`/;

/** True when an answer calls somebody or holds markup nobody meant, as it is or as an app's text or a robot writes it. */
export function callsSomebody(answer: string): boolean {
  const asMarkdown = markdownOf(answer);
  return [answer, escapeMarkdown(answer, 'text'), asMarkdown].some((text) => TAG.test(text)) || MARKUP.test(asMarkdown);
}
