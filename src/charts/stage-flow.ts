import { pictures } from '../texts/pictures.ts';
import { legend } from './legend.ts';
import { type Block, type Heading, hint, page, write } from './page.ts';
import { stackedBar } from './stacked-bar.ts';
import { moved } from './svg.ts';
import { lines, shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, SIZES } from './theme.ts';

export interface StageFlowData {
  readonly heading: Heading;
  /** Open stages in their order; `opening + in − out = closing` holds for each (metrics §5). */
  readonly stages: readonly {
    readonly name: string;
    readonly opening: number;
    readonly closing: number;
    readonly created: number;
    readonly forwardIn: number;
    readonly backwardIn: number;
    readonly reopened: number;
    readonly forwardOut: number;
    readonly won: number;
    readonly lost: number;
    readonly invalid: number;
    readonly backwardOut: number;
  }[];
}

type Stage = StageFlowData['stages'][number];

const BAR = 18;
const words = pictures.flow;
const small = { size: SIZES.small } as const;

/**
 * What came into each stage and what became of it, as two bars of one length: what was there and what came in, above
 * what is left and what went out. A stage whose numbers do not add up is refused.
 */
export function stageFlow({ heading, stages }: StageFlowData): string {
  const most = Math.max(1, ...stages.map(passed));
  const isEmpty = stages.every((stage) => passed(stage) === 0);
  return page(words.title, heading, [
    legend([
      { label: words.legend.open, fill: COLOURS.stockSoft },
      { label: words.legend.in, fill: COLOURS.stock },
      { label: words.legend.close, fill: COLOURS.band },
      { label: words.legend.onward, fill: COLOURS.good },
      { label: words.legend.gone, fill: COLOURS.bad },
      { label: words.legend.back, fill: COLOURS.back },
    ]),
    ...(isEmpty ? [hint(words.empty)] : stages.map((stage) => stageBlock(stage, most))),
  ]);
}

const cameIn = (stage: Stage) => stage.created + stage.forwardIn + stage.backwardIn + stage.reopened;
const wentOut = (stage: Stage) => stage.forwardOut + stage.won + stage.lost + stage.invalid + stage.backwardOut;

/** All that were in the stage at any time of the period, by visits. */
function passed(stage: Stage): number {
  if (stage.opening + cameIn(stage) - wentOut(stage) !== stage.closing) {
    throw new RangeError('a stage’s flow does not add up');
  }
  return stage.opening + cameIn(stage);
}

function stageBlock(stage: Stage, most: number): Block {
  const { opening, closing } = stage;
  const strong = { size: SIZES.strong, weight: 'bold' } as const;
  const change = closing - opening;
  const shown = `${opening.toLocaleString('en-US')} → ${closing.toLocaleString('en-US')}`;
  const changed = change === 0 ? words.kept : `${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en-US')}`;
  const right = widthOf(changed, strong) + 10;
  const room = INNER - right - widthOf(shown, strong) - 16;
  const bars =
    passed(stage) === 0
      ? []
      : [
          moved(0, 28, ...stackedBar(cameInto(stage), INNER / most, BAR)),
          moved(0, 28 + BAR + 3, ...stackedBar(cameOutOf(stage), INNER / most, BAR)),
        ];
  const top = bars.length === 0 ? 28 : 28 + 2 * BAR + 3 + 8;
  const told = details(stage);
  return {
    height: top + told.length * 18 + 2,
    drawn: [
      write(shorten(stage.name, room, strong), 0, 15, strong),
      write(shown, INNER - right, 15, { ...strong, weight: 'regular', fill: COLOURS.soft, anchor: 'end' }),
      write(changed, INNER, 15, { ...strong, fill: change === 0 ? COLOURS.soft : COLOURS.ink, anchor: 'end' }),
      ...bars,
      ...told.map((line, at) => write(line, 0, top + 12 + at * 18, { ...small, fill: COLOURS.soft })),
    ],
  };
}

function cameInto(stage: Stage) {
  return [
    { value: stage.opening, fill: COLOURS.stockSoft, on: COLOURS.ink },
    { value: cameIn(stage), fill: COLOURS.stock },
  ];
}

function cameOutOf(stage: Stage) {
  return [
    { value: stage.closing, fill: COLOURS.band },
    { value: stage.forwardOut + stage.won, fill: COLOURS.good },
    { value: stage.lost + stage.invalid, fill: COLOURS.bad },
    { value: stage.backwardOut, fill: COLOURS.back },
  ];
}

function details(stage: Stage): readonly string[] {
  const ins: readonly [string, number][] = [
    [words.created, stage.created],
    [words.forward, stage.forwardIn],
    [words.backward, stage.backwardIn],
    [words.reopened, stage.reopened],
  ];
  const outs: readonly [string, number][] = [
    [words.forward, stage.forwardOut],
    [words.won, stage.won],
    [words.lost, stage.lost],
    [words.invalid, stage.invalid],
    [words.backward, stage.backwardOut],
  ];
  const told = [
    ...(cameIn(stage) > 0 ? [words.inTotal(cameIn(stage), present(ins))] : []),
    ...(wentOut(stage) > 0 ? [words.outTotal(wentOut(stage), present(outs))] : []),
  ];
  return told.length === 0 ? [words.nothing] : told.flatMap((line) => lines(line, INNER, small, 2));
}

function present(parts: readonly [string, number][]): readonly [string, number][] {
  return parts.filter(([, n]) => n > 0);
}
