import { DAY_MS } from '../definitions/durations.ts';
import type { Formula } from '../definitions/types.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { and, number, or } from './text.ts';
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
    if (typeof part === 'number') return known(number(part));
    if (typeof part === 'string') return factTerm(read(part));
    if ('logistic' in part) {
      const { bias, weights } = part.logistic;
      const terms = Object.entries(weights).map(([fact, weight]): Term => {
        const { sql, unknown } = factTerm(read(fact));
        return { sql: `${number(weight)} * coalesce(${sql}, 0e0)`, unknown };
      });
      const sum = [number(bias), ...terms.map(({ sql }) => sql)].join(' + ');
      return combined(terms, `1 / (1 + exp(-(${sum})))`);
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
  if (fact === 'unknown') return { sql: 'CAST(NULL AS DOUBLE)', unknown: 'TRUE' };
  const { sql, type, duration, score, unknown = 'FALSE' } = fact;
  if (type === 'boolean') return { sql: `CAST(CAST(${sql} AS INTEGER) AS DOUBLE)`, unknown };
  if (type === 'json')
    return {
      sql: `if(covey_type(${sql}) = 'boolean' OR ${numberLike(fact)}, covey_finite(${asNumber(fact)}), NULL)`,
      unknown,
    };
  if (type === 'text') return { sql: 'CAST(NULL AS DOUBLE)', unknown };
  if (duration) return { sql: `floor(${sql} / ${DAY_MS}e0)`, unknown };
  if (score) return { sql: `floor(${sql} * 100 + 0.5e0) / 100`, unknown };
  return { sql: `CAST(${sql} AS DOUBLE)`, unknown };
};

const operation = (name: string, operands: readonly string[]): string => {
  const [a = 'NULL', b = 'NULL'] = operands;
  switch (name) {
    case 'add':
      return operands.join(' + ');
    case 'multiply':
      return operands.join(' * ');
    case 'subtract':
      return `${a} - ${b}`;
    case 'divide':
      return `${a} / ${b}`;
    case 'min':
    case 'max': {
      // Unlike JavaScript's, these pass over what is absent.
      const all = `${name === 'min' ? 'least' : 'greatest'}(${operands.join(', ')})`;
      return `if(${operands.map((one) => `${one} IS NULL`).join(' OR ')}, NULL, ${all})`;
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
    sql: anyUnknown === 'TRUE' ? 'CAST(NULL AS DOUBLE)' : `if(${anyUnknown}, NULL, ${sql})`,
    unknown: and([anyUnknown, ...nonePresent]),
  };
};
