import { element } from '../dom/element.js';

/**
 * The address if it is an absolute http or https one without credentials, else `null`. Nothing else becomes a link:
 * a message may contain any text.
 * @param {string | undefined} address
 */
export function webAddress(address) {
  if (!address || !/^https?:\/\//i.test(address.trim())) return null;
  try {
    const url = new URL(address.trim());
    return url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link that opens elsewhere and tells the other side nothing; the bare content when the address is not allowed.
 * @param {string | undefined} address
 * @param {(Node | string)[]} content
 * @param {string} [className]
 */
export function link(address, content, className = 'link') {
  const href = webAddress(address);
  if (href === null) return element('span', {}, content);
  return element(
    'a',
    { href, class: className, target: '_blank', rel: 'noopener noreferrer nofollow', title: href },
    content,
  );
}

/**
 * A picture address the page may load: only what this sandbox itself serves. Pictures elsewhere are not fetched, since
 * a message must not make the page send requests.
 * @param {string | undefined} address
 */
export function ownPicture(address) {
  const href = webAddress(address);
  if (href === null) return null;
  const url = new URL(href);
  const served = /^\/(?:pic|sandbox\/api\/media)\/\w+$/.test(url.pathname);
  return url.origin === location.origin && served ? url.pathname : null;
}
