import { XMLParser } from 'fast-xml-parser';
import type { Random } from './random.ts';
import { xmlSafe } from './text-bytes.ts';

/** An element: its name and either text, a number written bare, or children. */
export type XmlNode = readonly [name: string, value: string | number | bigint | readonly XmlNode[]];

export interface XmlStyle {
  random: Random;
  /** Vary order at the top level, white space and CDATA, as the platform's own samples do. */
  shuffle: boolean;
}

/** A parsed element: text, children by name, or several of the same name. */
export type XmlValue = string | XmlElement | XmlValue[];
export interface XmlElement {
  [name: string]: XmlValue;
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** Writes `<xml>…</xml>`. Order inside lists is kept, since there it means something. */
export function renderXml(nodes: readonly XmlNode[], style: XmlStyle): string {
  const gap = () => (style.shuffle ? (['', '', '\n', '\n  ', ' '][Math.floor(style.random.next() * 5)] as string) : '');
  const render = (children: readonly XmlNode[]): string =>
    children.map(([name, value]) => `${gap()}<${name}>${content(value)}</${name}>`).join('') + gap();
  const content = (value: XmlNode[1]): string => {
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    if (typeof value !== 'string') return render(value);
    const text = xmlSafe(value);
    const plain = style.shuffle && /^[\w.@:-]+$/.test(text) && style.random.chance(0.3);
    return plain ? text : cdata(text);
  };
  return `<xml>${render(style.shuffle ? style.random.shuffled(nodes) : nodes)}</xml>`;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
});

/** Reads the children of the root element `<xml>`. Throws when it is not such a document or has a DOCTYPE. */
export function parseXml(text: string): XmlElement {
  if (/<!DOCTYPE/i.test(text)) throw new Error('DOCTYPE is not allowed');
  const document: unknown = parser.parse(text, true);
  const root = (document as { xml?: unknown }).xml;
  if (typeof root !== 'object' || root === null) throw new Error('the root element is not <xml>');
  return root as XmlElement;
}

/** The text of a child element, `undefined` when absent or not text. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const value = element[name];
  return typeof value === 'string' ? value : undefined;
}

/** A child element with children of its own. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  const value = element[name];
  return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

/** All child elements of one name, however many. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  const value = element[name];
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.filter((each): each is XmlElement => typeof each === 'object' && !Array.isArray(each));
}
