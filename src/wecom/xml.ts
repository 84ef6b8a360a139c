import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CallbackError } from './callback-error.ts';
import { readFlatXml } from './flat-xml.ts';

type XmlValue = string | XmlElement | readonly (string | XmlElement)[];

/** The children of one element by name; every leaf stays a string, so a 64-bit MsgId survives. */
export interface XmlElement {
  readonly [name: string]: XmlValue | undefined;
}

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:([a-z]{2,4})|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&/g;

/** Reads XML documents of the callback protocol. */
export type XmlReader = (xml: string) => XmlElement;

/**
 * Reads the children of the root `<xml>` in any order, with or without whitespace and CDATA.
 *
 * The ordinary flat document goes through `readFlatXml`; everything else (nesting, repeated elements, attributes,
 * comments, escapes) through fast-xml-parser, about ten times the cost. A DOCTYPE and references to anything a DTD
 * would have to define are refused.
 *
 * Throws `bad_xml` or `dtd_forbidden`.
 */
export function createXmlReader(): XmlReader {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    entityDecoder: {
      decode: decodeReferences,
      // Called for every DOCTYPE the parser meets, wherever it hides; one inside CDATA is only text and stays.
      addInputEntities: () => {
        throw new CallbackError('dtd_forbidden');
      },
      setExternalEntities: () => {},
      setXmlVersion: () => {},
      reset: () => {},
    },
  });
  return (xml) => readFlatXml(xml) ?? readAnyXml(parser, xml);
}

function readAnyXml(parser: XMLParser, xml: string): XmlElement {
  let document: { readonly xml?: unknown };
  try {
    document = parser.parse(xml);
  } catch (cause) {
    if (cause instanceof CallbackError) throw cause;
    // The parser's message may quote the document, so it is not carried along.
    throw new CallbackError('bad_xml');
  }
  // The parser forgives missing and crossed tags, its validator does not.
  if (XMLValidator.validate(xml) !== true) throw new CallbackError('bad_xml');
  const root = document.xml;
  if (root === '') return {};
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw new CallbackError('bad_xml');
  return root as XmlElement; // parseTagValue is off: every leaf is a string
}

/** Resolves the five names XML itself defines and character numbers; any other reference needs a DTD, so is refused. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    const named = name === undefined ? undefined : PREDEFINED[name];
    if (named !== undefined) return named;
    const code = Number.parseInt(decimal ?? hex ?? '', hex === undefined ? 10 : 16);
    if (!isCharacter(code)) throw new CallbackError('dtd_forbidden');
    return String.fromCodePoint(code);
  });
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
}

function valuesOf(element: XmlElement, name: string): readonly (string | XmlElement)[] {
  if (!Object.hasOwn(element, name)) return [];
  const value = element[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as string | XmlElement];
}

/** The text of the one leaf called `name`, or undefined when there is none. Throws `bad_xml` when it is not one leaf. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const [first, second] = valuesOf(element, name);
  if (first === undefined) return undefined;
  if (typeof first !== 'string' || second !== undefined) throw new CallbackError('bad_xml', name);
  return first;
}

/** The texts of all leaves called `name`; one leaf and many look the same. */
export function textsOf(element: XmlElement, name: string): readonly string[] {
  return valuesOf(element, name).filter((value) => typeof value === 'string');
}

/** All child elements called `name` that have children of their own; one and many look the same. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return valuesOf(element, name).filter((value) => typeof value !== 'string');
}
