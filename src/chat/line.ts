/** One word of a line. `start` and `end` say where it stands, quotes included, so that it can be replaced. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
  /** Set when the word is `key=value`: the key as typed, folded. `text` is then the value. */
  readonly key?: string;
}

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '「': '」',
  '『': '』',
  '＂': '＂',
  "'": "'",
  '‘': '’',
};

/**
 * Cuts a line into words at white space of any width. Quotes keep a name with spaces together; `key=value` (also with a
 * full-width sign, the value quoted or not) becomes one word with a key; an arrow stands for itself.
 */
export function tokenize(line: string): readonly Token[] {
  const tokens: Token[] = [];
  const unclosed: Unclosed = new Set();
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? '')) {
      at++;
      continue;
    }
    const token = readQuoted(line, at, unclosed) ?? readArrow(line, at) ?? readWord(line, at, unclosed);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Closing quotes that do not come any more: each is looked for in vain only once, however many quotes open. */
type Unclosed = Set<string>;

/** True for the arrow people put before a stage. */
export function isArrow(token: Token | undefined): boolean {
  return token !== undefined && !token.quoted && (token.text === '→' || token.text === '->');
}

function readQuoted(line: string, start: number, unclosed: Unclosed): Token | undefined {
  const close = QUOTES[line[start] ?? ''];
  if (close === undefined || unclosed.has(close)) return undefined;
  const end = line.indexOf(close, start + 1);
  if (end === -1) unclosed.add(close);
  if (end <= start + 1) return undefined;
  return { text: line.slice(start + 1, end), quoted: true, start, end: end + 1 };
}

function readArrow(line: string, start: number): Token | undefined {
  const arrow = ['→', '->'].find((sign) => line.startsWith(sign, start));
  return arrow === undefined ? undefined : { text: arrow, quoted: false, start, end: start + arrow.length };
}

function readWord(line: string, start: number, unclosed: Unclosed): Token {
  let end = start;
  while (end < line.length && !/\s/.test(line[end] ?? '')) {
    const character = line[end];
    if (end > start && (character === '→' || line.startsWith('->', end))) break;
    if ((character === '=' || character === '＝') && end > start) {
      const key = line.slice(start, end).normalize('NFKC').toLowerCase();
      const quoted = readQuoted(line, end + 1, unclosed);
      if (quoted) return { ...quoted, start, key };
      let valueEnd = end + 1;
      while (valueEnd < line.length && !/\s/.test(line[valueEnd] ?? '')) valueEnd++;
      return { text: line.slice(end + 1, valueEnd), quoted: false, start, end: valueEnd, key };
    }
    end++;
  }
  return { text: line.slice(start, end), quoted: false, start, end };
}

/** A value as it may stand in a line: quoted when it would not come back whole otherwise. */
export function quote(value: string): string {
  if (value !== '' && !/[\s"“”「」『』'‘’＂=＝→]|->/.test(value)) return value;
  for (const [open, close] of Object.entries(QUOTES)) {
    if (!value.includes(close) && value !== '') return `${open}${value}${close}`;
  }
  return `"${value.replaceAll('"', '”')}"`;
}

/**
 * The line without what no person types: control characters, invisible marks, halves of a character (which no database
 * gives back as they were), white space around it. The joiner inside an emoji stays, or a family falls apart.
 */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}]/gu, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/\p{Cs}/gu, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u200d(?!\p{Extended_Pictographic})/gu, '')
    .trim();
}
