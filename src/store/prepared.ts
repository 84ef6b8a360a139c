import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Session } from './engine.ts';

/** Stands in a query for a value given at each execution. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value to be given later, by `name`; typed as what it stands for so that it fits the query builder. */
export function placeholder<T>(name: string): T {
  return new Placeholder(name) as T;
}

/** A query compiled once; each execution only fills in its values. */
export type Prepared<Values, Row> = (on: Session, values: Values) => Promise<QueryResult<Row>>;

/**
 * Compiles a query of the hot path once: building and compiling it anew costs more than running it. `Values` names the
 * query's placeholders.
 */
export function prepare<Values extends object, Row = never>(query: Compilable<Row>): Prepared<Values, Row> {
  const compiled = query.compile();
  const { parameters } = compiled;
  return (on, values) => {
    const given = values as Readonly<Record<string, unknown>>;
    const filled = parameters.map((parameter) =>
      parameter instanceof Placeholder ? given[parameter.name] : parameter,
    );
    return on.execute<Row>({ ...compiled, parameters: filled } as CompiledQuery<Row>);
  };
}
