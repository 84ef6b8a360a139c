import { expect, test } from 'vitest';
import { createPlan } from '../../bench/callback/plan.ts';
import { ownerOf, standsBack } from '../../bench/support/lead-database.ts';

const CONNECTIONS = 4;
const LEADS = 30;
const REQUESTS = 40;
const plan = createPlan(LEADS, CONNECTIONS);
const lanes = Array.from({ length: CONNECTIONS }, (_, connection) =>
  Array.from({ length: REQUESTS }, (_, index) => plan(connection, index)),
);
const all = Array.from({ length: LEADS }, (_, at) => at + 1);

test('every lead goes forward and back in turn, beginning with the move that is open to it', () => {
  const seen = all.map((lead) => lanes.flat().filter((move) => move.lead === lead));
  const expected = all.map((lead, at) =>
    seen[at]?.map((_, turn) => ((turn % 2 === 0) === standsBack(lead) ? 'forward' : 'back')),
  );
  expect(seen.map((moves) => moves.map(({ direction }) => direction))).toEqual(expected);
  expect(Math.min(...seen.map((moves) => moves.length))).toBeGreaterThan(3);
});

test('a lead belongs to one connection, is moved by its owner, and no line is ever repeated', () => {
  for (const lead of all) {
    const users = lanes.filter((moves) => moves.some((move) => move.lead === lead));
    expect(users).toHaveLength(1);
  }
  const moves = lanes.flat();
  expect(moves.map(({ sender }) => sender)).toEqual(moves.map(({ lead }) => ownerOf(lead)));
  expect(new Set(moves.map(({ serial }) => serial)).size).toBe(moves.length);
});
