import { type Weight, widthOf } from '../../src/charts/text-width.ts';

/** A line of text in a picture, and the box it takes in pixels of a phone. */
export interface DrawnText {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** Every text of an SVG of ours, where its groups put it. */
export function drawnTexts(svg: string): readonly DrawnText[] {
  const frames: Frame[] = [{ x: 0, y: 0, scale: 1 }];
  const found: DrawnText[] = [];
  for (const [, isEnd, name, attributes = '', text = ''] of svg.matchAll(/<(\/?)(\w+)([^>]*)>([^<]*)/g)) {
    const frame = frames.at(-1) ?? { x: 0, y: 0, scale: 1 };
    if (name === 'g' && isEnd) frames.pop();
    else if (name === 'g' && !attributes.endsWith('/')) frames.push(inner(frame, attributes));
    else if (name === 'text' && !isEnd) found.push(placed(frame, attributes, unescaped(text)));
  }
  return found;
}

/** All that is written in a picture, one line each. */
export function writtenIn(svg: string): readonly string[] {
  return drawnTexts(svg).map(({ text }) => text);
}

function inner({ x, y, scale }: Frame, attributes: string): Frame {
  const [, dx = '0', dy = '0'] = /translate\((\S+) (\S+)\)/.exec(attributes) ?? [];
  const [, factor = '1'] = /scale\((\S+)\)/.exec(attributes) ?? [];
  return { x: x + Number(dx) * scale, y: y + Number(dy) * scale, scale: scale * Number(factor) };
}

function placed(frame: Frame, attributes: string, text: string): DrawnText {
  const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
  const weight: Weight = value('font-weight') === '700' ? 'bold' : 'regular';
  const size = Number(value('font-size')) * frame.scale;
  const width = widthOf(text, { size, weight });
  const at = frame.x + Number(value('x')) * frame.scale;
  const shift = { end: width, middle: width / 2 }[value('text-anchor') ?? ''] ?? 0;
  const baseline = frame.y + Number(value('y')) * frame.scale;
  // The bodies of Chinese characters reach from 0.12 below the baseline to 0.88 above it, figures less.
  return {
    text,
    size,
    left: at - shift,
    right: at - shift + width,
    top: baseline - 0.8 * size,
    bottom: baseline + 0.05 * size,
  };
}

function unescaped(text: string): string {
  return text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}
