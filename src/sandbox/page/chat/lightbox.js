import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';

/** Shows one picture large over the page; Escape, the button and a press beside it close it. */
export function createLightbox() {
  const node = element('dialog', { class: 'lightbox', 'aria-label': texts.message.image });
  node.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLImageElement)) node.close();
  });
  return {
    node,
    /** @param {string} address @param {string} name */
    open(address, name) {
      fill(
        node,
        element('img', { src: address, alt: name }),
        element('bdi', { class: 'lightbox-name' }, name),
        element(
          'button',
          { type: 'button', class: 'icon-button', 'aria-label': texts.message.closeImage },
          icon('close'),
        ),
      );
      node.showModal();
    },
  };
}
