import type { Stores } from '../../src/usecases/ports.ts';

/** The stores of a session with some of them replaced; the others are still made when they are asked for. */
export function replaced(stores: Stores, by: Partial<Stores>): Stores {
  const properties = Object.entries(by).map(([name, value]) => [name, { value }]);
  return Object.create(stores, Object.fromEntries(properties)) as Stores;
}
