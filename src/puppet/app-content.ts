import type { OutMessage } from '../chat/reply-types.ts';
import type { AppApi } from '../wecom/app-api.ts';
import { APP_TEXT_LIMIT_BYTES, type AppContent, wordsContent } from '../wecom/app-message.ts';
import { escapeWithin, hasTable } from '../wecom/markdown.ts';
import { templateCardOf } from './card.ts';

/**
 * A message as an app's own content. Pictures and files are uploaded for it. Markdown has no tables here, so one with a
 * table says the same in plain words. Throws `WeComApiError`, and RangeError for words that are too long.
 */
export async function appContentOf(
  message: Exclude<OutMessage, { kind: 'card_update' }>,
  api: Pick<AppApi, 'uploadMedia'>,
): Promise<AppContent> {
  switch (message.kind) {
    case 'text':
      return plain(message.text);
    case 'markdown':
      return hasTable(message.markdown)
        ? plain(message.text)
        : wordsContent('markdown', callingNobody(message.markdown));
    case 'card':
      return { msgtype: 'template_card', template_card: templateCardOf(message.card, 'app') };
    case 'picture':
      return {
        msgtype: 'image',
        image: { media_id: await api.uploadMedia('image', { name: 'picture.png', bytes: message.png }) },
      };
    case 'file':
      return { msgtype: 'file', file: { media_id: await api.uploadMedia('file', message) } };
  }
}

function plain(text: string): AppContent {
  return wordsContent('text', escapeWithin(text, 'text', APP_TEXT_LIMIT_BYTES));
}

/** People are called by the list beside a text, never from within markdown, whoever wrote it. */
export function callingNobody(markdown: string): string {
  return markdown.replace(/<(?=@)/gu, '\uff1c');
}
