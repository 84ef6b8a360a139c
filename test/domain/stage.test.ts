import { describe, expect, it } from 'vitest';
import { stageId } from '../../src/domain/ids.ts';
import { Pipeline, type Stage } from '../../src/domain/stage.ts';
import { seedPipeline, seedStages } from '../support/seed.ts';

const ids = (stages: readonly Stage[]) => stages.map(({ id }) => id);

function archived(id: string, into: string): Stage {
  const [template] = seedStages as [Stage];
  return { ...template, id: stageId(id), ord: 0, archivedInto: stageId(into) };
}

describe('the pipeline', () => {
  it('knows its stages in order, whatever order they come in', () => {
    expect(ids(new Pipeline([...seedStages].reverse()).stages)).toEqual(['lead', 'interest', 'opp', 'quote', 'won']);
  });

  it('has open stages, one where leads begin and one where they are won', () => {
    expect(ids(seedPipeline.open)).toEqual(['lead', 'interest', 'opp', 'quote']);
    expect(seedPipeline.entry.id).toBe('lead');
    expect(seedPipeline.won.id).toBe('won');
  });

  it.each([
    ['lead', 'interest'],
    ['interest', 'opp'],
    ['opp', 'quote'],
    ['quote', 'won'],
    ['won', undefined],
  ])('goes from %s on to %s', (from, to) => {
    expect(seedPipeline.next(stageId(from))?.id).toBe(to);
  });

  it.each([
    [1, 3, ['lead', 'interest']],
    [2, 5, ['interest', 'opp', 'quote']],
    [3, 3, []],
    [4, 2, []],
    [4, 99, ['quote']],
  ])('has open stages from %i up to but not including %i: %j', (from, to, between) => {
    expect(ids(seedPipeline.openBetween(from, to))).toEqual(between);
  });

  it('reads an archived stage as what it was archived into, however often that happened', () => {
    const pipeline = new Pipeline([...seedStages, archived('a', 'b'), archived('b', 'c'), archived('c', 'quote')]);
    expect(pipeline.stage(stageId('a')).id).toBe('quote');
    expect(pipeline.next(stageId('a'))?.id).toBe('won');
    expect(ids(pipeline.stages)).toEqual(['lead', 'interest', 'opp', 'quote', 'won']);
    expect(ids(pipeline.openBetween(0, 5))).toEqual(['lead', 'interest', 'opp', 'quote']);
  });

  it('does not hang on stages archived into each other', () => {
    const pipeline = new Pipeline([...seedStages, archived('a', 'b'), archived('b', 'a')]);
    expect(['a', 'b']).toContain(pipeline.stage(stageId('a')).id);
  });

  it('fails loudly for an unknown stage, and for a pipeline without a beginning or an end', () => {
    expect(() => seedPipeline.stage(stageId('nowhere'))).toThrow('unknown stage id: nowhere');
    expect(() => new Pipeline([...seedStages, archived('a', 'gone')]).stage(stageId('a'))).toThrow('unknown stage');
    expect(() => new Pipeline([]).entry).toThrow('no open stage');
    expect(() => new Pipeline(seedStages.slice(0, 2)).won).toThrow('no won stage');
  });
});
