import { mediaAddress } from '../api/control-api.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { link, ownPicture, webAddress } from '../message/link.js';
import { remotePicture } from '../message/media.js';
import { texts } from '../texts.js';

/**
 * @import { TemplateCard } from '../../world/template-card.ts'
 * @import { Names } from '../message/inline.js'
 */

/** desc_color: 0 grey, 1 black, 2 red, 3 green (WeCom doc 90236). */
const sourceTones = ['grey', 'black', 'red', 'green'];

/** Who the card is from, above its title. @param {TemplateCard} card */
export function sourceLine({ source }) {
  if (!source?.desc && !source?.icon_url) return null;
  const own = ownPicture(source.icon_url);
  return element(
    'div',
    { class: 'card-source', 'data-tone': sourceTones[source.desc_color ?? 0] ?? 'grey' },
    own ? element('img', { src: own, alt: '' }) : null,
    element('bdi', {}, source.desc ?? ''),
  );
}

/** The title leads where `card_action` says; then pressing anywhere on the card does the same. @param {TemplateCard} card */
export function titleArea({ main_title: title, card_action: action, sub_title_text: subtitle }) {
  const address = action?.type === 1 ? action.url : undefined;
  const words = title?.title ?? '';
  const leads = (/** @type {string} */ text) => (webAddress(address) ? link(address, [text], 'card-link') : text);
  return [
    words === '' ? null : element('div', { class: 'card-title', dir: 'auto' }, leads(words)),
    title?.desc ? element('div', { class: 'card-desc', dir: 'auto' }, title.desc) : null,
    words === '' && subtitle && webAddress(address) ? element('div', { class: 'card-title' }, leads(subtitle)) : null,
  ];
}

/** A number that matters, large. @param {TemplateCard} card */
export function emphasis({ emphasis_content: content }) {
  if (!content?.title && !content?.desc) return null;
  return element(
    'div',
    { class: 'card-emphasis' },
    element('div', { class: 'card-emphasis-title', dir: 'auto' }, content.title ?? ''),
    content.desc ? element('div', { class: 'card-emphasis-desc', dir: 'auto' }, content.desc) : null,
  );
}

/** @param {string} address @param {number} [ratio] */
function cardImage(address, ratio) {
  const own = ownPicture(address);
  const node = own ? element('img', { class: 'card-image', src: own, alt: '' }) : remotePicture(address);
  // The platform takes 1.3 to 2.25 (WeCom doc 90236).
  node.style.aspectRatio = String(Math.min(2.25, Math.max(1.3, Number(ratio) || 1.3)));
  return node;
}

/** Pictures of a `news_notice`. @param {TemplateCard} card */
export function pictures({ card_image: image, image_text_area: area }) {
  const nodes = [];
  if (image) nodes.push(cardImage(image.url, image.aspect_ratio));
  if (area) {
    const own = ownPicture(area.image_url);
    const words = element(
      'span',
      { class: 'card-area-words' },
      element('bdi', { class: 'card-area-title' }, area.title ?? ''),
      area.desc ? element('bdi', {}, area.desc) : null,
    );
    const picture = own ? element('img', { src: own, alt: '' }) : remotePicture(area.image_url);
    nodes.push(link(area.type === 1 ? area.url : undefined, [picture, words], 'card-area'));
    nodes.at(-1)?.classList.add('card-area');
  }
  return nodes;
}

/** @param {TemplateCard} card */
export function quote({ quote_area: area }) {
  if (!area?.title && !area?.quote_text) return null;
  const words = [
    area.title ? element('bdi', { class: 'card-quote-title' }, area.title) : null,
    area.quote_text ? element('bdi', {}, area.quote_text) : null,
  ].filter((each) => each !== null);
  return element('div', { class: 'card-quote' }, link(area.type === 1 ? area.url : undefined, words));
}

/** @param {TemplateCard} card */
export function subtitle({ sub_title_text: text }) {
  return text ? element('div', { class: 'card-subtitle', dir: 'auto' }, text) : null;
}

/** Second-level titles with a text each. @param {TemplateCard} card */
export function verticalList({ vertical_content_list: items = [] }) {
  if (items.length === 0) return null;
  const rows = items.map((item) =>
    element(
      'li',
      {},
      element('bdi', { class: 'card-vertical-title' }, item.title),
      item.desc ? element('bdi', {}, item.desc) : null,
    ),
  );
  return element('ul', { class: 'card-vertical' }, rows);
}

/** Name and value in two columns: plain, a link, a file or a member. @param {TemplateCard} card @param {Names} names */
export function horizontalList({ horizontal_content_list: items = [] }, names) {
  if (items.length === 0) return null;
  const shown = (/** @type {(typeof items)[number]} */ item) => {
    const text = item.value ?? '';
    if (item.type === 1) return link(item.url, [text]);
    if (item.type === 2 && item.media_id) {
      return element('a', { class: 'link', href: mediaAddress(item.media_id), download: text }, text);
    }
    if (item.type === 3 && item.userid)
      return element('bdi', { class: 'card-member' }, text || names.nameOf(item.userid));
    return element('bdi', {}, text);
  };
  const rows = items.flatMap((item) => [
    element('dt', {}, element('bdi', {}, item.keyname)),
    element('dd', {}, shown(item)),
  ]);
  return element('dl', { class: 'card-horizontal' }, rows);
}

/** Ways to go on, one a row. @param {TemplateCard} card */
export function jumpList({ jump_list: jumps = [] }) {
  if (jumps.length === 0) return null;
  const rows = jumps.map((jump) => {
    const words = [
      element('bdi', {}, jump.title),
      jump.type === 2 ? element('span', { class: 'note' }, texts.card.miniProgram) : null,
      jump.type === 1 || jump.type === 2 ? icon('chevron') : null,
    ].filter((each) => each !== null);
    return element('li', {}, link(jump.type === 1 ? jump.url : undefined, words, 'jump'));
  });
  return element('ul', { class: 'card-jumps' }, rows);
}
