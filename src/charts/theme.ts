/** Colours that people with any colour vision can tell apart on a white phone: blue against orange, never red/green. */
export const COLOURS = {
  paper: '#ffffff',
  band: '#17324d',
  onBand: '#ffffff',
  onBandSoft: '#bccbdc',
  ink: '#1d2939',
  soft: '#5b6879',
  line: '#e3e8ef',
  wash: '#f3f6fa',
  /** What is there. */
  stock: '#2f6fde',
  stockSoft: '#a9c4ef',
  /** What went well: moved on, won. */
  good: '#0b8074',
  /** What was lost, and where to look. */
  bad: '#c2410c',
  badWash: '#ffeadd',
  /** What went back or is late. */
  late: '#8a5a00',
  back: '#c99a2e',
} as const;

/** Steps of one hue for things in an order, light to dark. */
const STEPS = ['#bcd3f5', '#86b0ee', '#3b78d8', '#2460bf', '#17458f', '#102f63'] as const;

/** Those of the steps on which white figures can be read. */
export const DARK_STEPS: readonly string[] = STEPS.slice(2);

/** All sizes are in CSS pixels of a phone that is 390 wide; nothing is written smaller than `small`. */
export const WIDTH = 390;
export const MARGIN = 20;
export const INNER = WIDTH - 2 * MARGIN;
export const SIZES = { title: 22, number: 20, strong: 15, body: 14, small: 12 } as const;

/** The colour of the step `at` of `count` in an order, spread over the whole range. */
export function stepColour(at: number, count: number, range: readonly string[] = STEPS): string {
  const place = count <= 1 ? range.length - 1 : Math.floor((at * (range.length - 1)) / (count - 1));
  return range[place] ?? STEPS[0];
}

/** The colour of figures on a step. */
export function onStep(fill: string): string {
  return DARK_STEPS.includes(fill) ? COLOURS.onBand : COLOURS.ink;
}
