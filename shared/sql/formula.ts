import { DAY_MS } from '../definitions/durations.ts';
import type { Formula } from '../definitions/types.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { and, or, real } from './text.ts';
import { type Fact, type SqlValue, asNumber, numberLike } from './values.ts';

/** A DOUBLE expression, NULL where absent or unknown, and whether it is unknown. */
interface Term {
  readonly sql: string;
  readonly unknown: string;
}

const known = (sql: string): Term => ({ sql, unknown: 'FALSE' });

/**
 * Arithmetic over facts. Absent where an operand is absent or the result is no number; else
 * unknown where an operand is.
 */
export const formulaSql = (formula: Formula, read: (fact: string) => Fact): SqlValue => {
  const term = (part: Formula): Term => {
    if (typeof part === 'number') return known(real(part));
    if (typeof part === 'string') return factTerm(read(part));
    if ('logistic' in part) {
      const { bias, weights } = part.logistic;
      const terms = Object.entries(weights).map(([fact, weight]): Term => {
        const { sql, unknown } = factTerm(read(fact));
        return { sql: `${real(weight)} * coalesce(${sql}, 0)`, unknown };
      });
      const sum = [real(bias), ...terms.map(({ sql }) => sql)].join(' + ');
      return combined(terms, `covey_logistic(${sum})`);
    }
    const [[name, operand] = ['', []]] = Object.entries(part) as [
      string,
      Formula | readonly Formula[],
    ][];
    const terms = (Array.isArray(operand) ? (operand as Formula[]) : [operand as Formula]).map(
      term,
    );
    return combined(
      terms,
      operation(
        name,
        terms.map(({ sql }) => `(${sql})`),
      ),
    );
  };
  const { sql, unknown } = term(formula);
  return { sql, type: 'number', ...(unknown !== 'FALSE' && { unknown }) };
};

/** Durations count in whole days, scores in hundredths, true as 1. */
const factTerm = (fact: Fact): Term => {
  if (fact === 'unknown') return { sql: 'covey_null(float)', unknown: 'TRUE' };
  const { sql, type, duration, score, unknown = 'FALSE' } = fact;
  if (type === 'boolean') return { sql: `covey_float(${asNumber(fact)})`, unknown };
  if (type === 'json')
    return {
      sql: `CASE WHEN covey_type(${sql}) = 'boolean' OR ${numberLike(fact)} THEN covey_finite(${asNumber(fact)}) END`,
      unknown,
    };
  if (type === 'text') return { sql: 'covey_null(float)', unknown };
  if (duration) return { sql: `floor(covey_float(${sql}) / ${DAY_MS})`, unknown };
  if (score) return { sql: `floor(covey_float(${sql}) * 100 + 0.5) / 100`, unknown };
  return { sql: `covey_float(${sql})`, unknown };
};

const operation = (name: string, operands: readonly string[]): string => {
  const [a = 'NULL', b = 'NULL'] = operands;
  switch (name) {
    case 'add':
    case 'multiply':
      return operands.reduce((all, one) => `covey_${name}(${all}, ${one})`);
    case 'subtract':
    case 'divide':
      return `covey_${name}(${a}, ${b})`;
    case 'min':
    case 'max': {
      // Unlike JavaScript's, these pass over what is absent.
      const all = `${name === 'min' ? 'least' : 'greatest'}(${operands.join(', ')})`;
      return `CASE WHEN ${operands.map((one) => `${one} IS NULL`).join(' OR ')} THEN NULL ELSE ${all} END`;
    }
    case 'log1p':
      return `covey_log1p(${a})`;
    default:
      throw new NoSqlForm('formula', `there is no operation "${name}"`);
  }
};

/** Unknown where an operand is, and none is absent. */
const combined = (terms: readonly Term[], result: string): Term => {
  const sql = `covey_finite(${result})`;
  const anyUnknown = or(terms.map(({ unknown }) => unknown));
  if (anyUnknown === 'FALSE') return known(sql);
  const nonePresent = terms.map((term) =>
    term.unknown === 'FALSE'
      ? `${term.sql} IS NOT NULL`
      : or([term.unknown, `${term.sql} IS NOT NULL`]),
  );
  return {
    sql:
      anyUnknown === 'TRUE'
        ? 'covey_null(float)'
        : `CASE WHEN ${anyUnknown} THEN NULL ELSE ${sql} END`,
    unknown: and([anyUnknown, ...nonePresent]),
  };
};
