import { mediaAddress } from '../api/control-api.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';
import { plainName } from './plain-name.js';

/**
 * A picture of a message; pressing it opens it large. A file that is no picture says so instead.
 * @param {string} address on this sandbox
 * @param {string} name
 * @param {(address: string, name: string) => void} openImage
 */
export function picture(address, name, openImage) {
  const alt = plainName(name) || texts.message.image;
  const image = element('img', { src: address, alt, draggable: 'false' });
  const button = element(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': `${texts.message.openImage}：${alt}`,
      onclick: () => openImage(address, alt),
    },
    image,
  );
  image.addEventListener('error', () => {
    button.replaceWith(element('div', { class: 'picture-missing' }, icon('image'), texts.message.brokenImage));
  });
  return button;
}

/** Where a picture is that the page does not fetch. @param {string} address */
export function remotePicture(address) {
  let host = '';
  try {
    host = new URL(address).host;
  } catch {
    // Not an address at all: then only the sentence stands there.
  }
  return element(
    'div',
    { class: 'picture-missing', title: address },
    icon('image'),
    element('span', {}, texts.message.remoteImage),
    host === '' ? null : element('bdi', { class: 'host' }, host),
  );
}

/**
 * A file, voice or video message: a name to download. The page plays nothing.
 * @param {{ kind: 'voice' | 'video' | 'file', mediaId: string, fileName: string, title?: string, description?: string }} content
 */
export function fileMessage(content) {
  const name = plainName(content.fileName);
  const kind = content.kind === 'file' ? '' : texts.message[content.kind];
  const title = content.title ? plainName(content.title) : name;
  return element(
    'a',
    { class: 'file', href: mediaAddress(content.mediaId), download: name, rel: 'noopener' },
    element('span', { class: 'file-mark' }, icon('file')),
    element(
      'span',
      { class: 'file-words' },
      element('bdi', { class: 'file-name' }, title),
      element(
        'span',
        { class: 'file-note' },
        [kind, content.description || texts.message.download].filter(Boolean).join(' · '),
      ),
    ),
  );
}
