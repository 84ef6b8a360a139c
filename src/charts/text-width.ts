import { tidy } from './svg.ts';

export type Weight = 'regular' | 'bold';

/** A face of our fonts: size in pixels, and weight. */
export interface Face {
  readonly size: number;
  readonly weight?: Weight;
}

/** Advances of U+0020 to U+007E in thousandths of the size, from the `hmtx` table of each font file. */
const ASCII: Readonly<Record<Weight, readonly number[]>> = {
  // biome-ignore format: a table
  regular: [
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
    555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
    723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
    554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
    270, 338, 555,
  ],
  // biome-ignore format: a table
  bold: [
    227, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387, 590, 590, 590, 590, 590, 590, 590,
    590, 590, 590, 325, 325, 590, 590, 590, 514, 1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853,
    749, 770, 667, 770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567, 626, 591, 644, 527, 644,
    581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626, 644, 644, 437, 495, 421, 637, 576, 863, 562, 574, 511, 378,
    296, 378, 590,
  ],
};

/** How wide a line is, in pixels. Whatever is not ASCII counts as one Chinese character: never too little. */
export function widthOf(text: string, { size, weight = 'regular' }: Face): number {
  let thousandths = 0;
  for (const character of tidy(text)) thousandths += ASCII[weight][(character.codePointAt(0) ?? 0) - 0x20] ?? 1000;
  return (thousandths * size) / 1000;
}

/** The text on one line of at most `width`, cut with an ellipsis where it has to be. */
export function shorten(text: string, width: number, face: Face): string {
  return lines(text, width, face, 1)[0] ?? '';
}

/** The face made smaller until the text fits: for figures, which may not be cut. */
export function fitted(text: string, width: number, face: Face): Face {
  const own = widthOf(text, face);
  return own <= width ? face : { ...face, size: Math.floor((face.size * width * 10) / own) / 10 };
}

/** The text on at most `most` lines of at most `width`; the last one ends in an ellipsis when there was more. */
export function lines(text: string, width: number, face: Face, most: number): readonly string[] {
  let rest = [...tidy(text).trim()];
  const found: string[] = [];
  while (rest.length > 0 && found.length < most) {
    const whole = rest.join('');
    const isLast = found.length === most - 1;
    if (widthOf(whole, face) <= width) return [...found, whole];
    const room = isLast ? width - widthOf('…', face) : width;
    const count = breakBefore(rest, leading(rest, room, face), isLast);
    const line = rest.slice(0, count).join('').trim();
    found.push(isLast ? `${line}…` : line);
    rest = [...rest.slice(count).join('').trimStart()];
  }
  return found;
}

/** How many characters fit, at least one. */
function leading(characters: readonly string[], width: number, face: Face): number {
  let used = 0;
  const at = characters.findIndex((character) => {
    used += widthOf(character, face);
    return used > width;
  });
  return Math.max(1, at);
}

/** Moves a break off the front of a closing sign, and out of a Latin word to the space before it; a cut needs no care. */
function breakBefore(characters: readonly string[], count: number, isCut: boolean): number {
  const next = characters[count] ?? '';
  if (isCut || count < 2) return count;
  if (/[\p{Pe}\p{Pf}\u3001\u3002\uff0c\uff1a\uff1b]/u.test(next)) return breakBefore(characters, count - 1, isCut);
  const isWord = (character = '') => /[\w.,-]/.test(character);
  const space = characters.lastIndexOf(' ', count);
  return isWord(next) && isWord(characters[count - 1]) && space > 0 ? space : count;
}
