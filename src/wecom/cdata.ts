import { sendableText } from './sendable-text.ts';

/** Text as XML carries it; characters XML cannot carry are left out. */
export function cdata(text: string): string {
  return `<![CDATA[${sendableText(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
