/** A piece of finished SVG. Strings are never markup: whatever is not a `Markup` gets escaped. */
export interface Markup {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An element. Children are more elements, or text that is shown as it is. */
export function el(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.markup)).join('');
  return { markup: inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>` };
}

/**
 * Text without what has no look of its own and could hurt a picture: control characters (XML forbids them), marks that
 * turn the direction of writing or join emoji, halves of characters. Line breaks and tabs are spaces.
 */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}\p{Variation_Selector}]/gu, '');
}

/** Moves pieces drawn from 0,0 to where they belong. */
export function moved(x: number, y: number, ...pieces: readonly Markup[]): Markup {
  return el('g', { transform: `translate(${number(x)} ${number(y)})` }, ...pieces);
}

/** A coordinate with at most one digit behind the point, so that a golden file tells no rounding of some machine. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a picture got a coordinate that is no number');
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded);
}

function attribute(value: string | number): string {
  return typeof value === 'number' ? number(value) : escaped(value);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return tidy(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
