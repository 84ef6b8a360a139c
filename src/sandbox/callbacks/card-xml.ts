import type { XmlElement, XmlValue } from '../xml.ts';

/** Elements that are lists in JSON; in XML they are repeated without a wrapper (WeCom doc 90241). */
const lists = new Set([
  'action_list',
  'horizontal_content_list',
  'jump_list',
  'vertical_content_list',
  'option_list',
  'button_list',
  'select_list',
]);
const numbers = new Set(['type', 'style', 'mode', 'desc_color', 'aspect_ratio']);
const booleans = new Set(['disable', 'is_checked']);

/** Names that PascalCase does not give back. */
const irregular: Record<string, string> = {
  CheckBox: 'checkbox',
  KeyName: 'keyname',
  Keyname: 'keyname',
  AppId: 'appid',
  PagePath: 'pagepath',
  UserId: 'userid',
};

const jsonName = (name: string): string =>
  irregular[name] ?? name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function jsonValue(name: string, value: XmlValue): unknown {
  if (lists.has(name)) {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => (typeof item === 'object' && !Array.isArray(item) ? cardFromXml(item) : item));
  }
  if (typeof value === 'object') return Array.isArray(value) ? value : cardFromXml(value);
  if (numbers.has(name)) return Number(value);
  if (booleans.has(name)) return value === 'true';
  return value;
}

/** Turns the `TemplateCard` element of a passive update into the JSON form. The result is not checked yet. */
export function cardFromXml(element: XmlElement): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(element)
      .filter(([name]) => name !== '#text')
      .map(([name, value]) => [jsonName(name), jsonValue(jsonName(name), value)]),
  );
}
