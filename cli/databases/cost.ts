import { count } from '../../shared/counting/index.ts';
import { answerTo, isAnybodyThere } from '../answer-to.ts';
import { Failure } from '../failure.ts';
import { plural } from '../plural.ts';
import type { Estimate } from './database.ts';

/** What is read without being asked for. */
export const MOST_BYTES = 10e9;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** 12.3 GB. */
export function bytesText(bytes: number): string {
  let [left, unit] = [bytes, 0];
  while (left >= 999.5 && unit < UNITS.length - 1) [left, unit] = [left / 1000, unit + 1];
  return `${unit === 0 ? count(left) : Number(left.toPrecision(3))} ${UNITS[unit] ?? ''}`;
}

/** `10GB`, `500 MB`, `1.5TB`, or a number of bytes; null for anything else. */
export function bytesOf(said: string): number | null {
  const [, digits = '', unit = 'B'] =
    /^([0-9]+(?:[.][0-9]+)?)\s*([kMGTP]?B)?$/i.exec(said.trim()) ?? [];
  const power = UNITS.findIndex((one) => one.toLowerCase() === unit.toLowerCase());
  return digits === '' || power < 0 ? null : Number(digits) * 1000 ** power;
}

export interface Cost {
  readonly rows: number | null;
  /** Of one reading of the table. */
  readonly bytes: number | null;
  /** How often it is read, in whole or in part. */
  readonly readings: number;
  /** The most that all of them take together. */
  readonly most: number | null;
}

export const costOf = (estimate: Estimate | null, readings: number): Cost => {
  const { rows = null, bytes = null } = estimate ?? {};
  return { rows, bytes, readings, most: bytes === null ? null : bytes * readings };
};

/** "about 1,000 rows, 12 MB; read at most 5 times: 60 MB". */
export function costText({ rows, bytes, readings, most }: Cost): string {
  const much = [
    ...(rows === null ? [] : [`about ${plural(rows, 'row')}`]),
    bytes === null ? 'size unknown' : bytesText(bytes),
  ];
  const times = readings === 1 ? 'once' : `${count(readings)} times`;
  return `${much.join(', ')}; read at most ${times}${most === null ? '' : `: ${bytesText(most)}`}.`;
}

/** Of several tables, each by its name. */
export interface CostOf {
  readonly table: string;
  readonly cost: Cost;
}

/** The most that all take, one after the other; null where one of them does not say. */
export const mostOf = (costs: readonly CostOf[]): number | null =>
  costs.reduce<number | null>(
    (sum, { cost: { most } }) => (sum === null || most === null ? null : sum + most),
    0,
  );

/** A sentence for each table, and one for all where there are several. */
export function costsText(costs: readonly CostOf[]): readonly string[] {
  const [first, ...others] = costs;
  if (first && others.length === 0) return [costText(first.cost)];
  const most = mostOf(costs);
  const each = costs.map(({ table, cost }) => `${table}: ${costText(cost)}`);
  return [...each, `Together: ${most === null ? 'size unknown' : `at most ${bytesText(most)}`}.`];
}

/**
 * Goes on where little is read, or somebody says so. What cannot be estimated is taken for much.
 * @throws Failure where it was declined, or nobody can be asked.
 */
export async function agree(
  costs: readonly CostOf[],
  {
    name,
    maxBytes,
    yes,
  }: { readonly name: string; readonly maxBytes: number; readonly yes: boolean },
): Promise<void> {
  const most = mostOf(costs);
  if (yes || (most !== null && most <= maxBytes)) return;
  const much =
    most === null
      ? `${name} does not say how much is read`
      : `${name}: ${costsText(costs).join(' ')} That is more than ${bytesText(maxBytes)}`;
  if (!isAnybodyThere())
    throw new Failure('usage', `${much.replace(/\.$/, '')}, and nobody can be asked.`, [
      '--yes reads it all the same, --max-bytes 50GB says what may be read, --estimate what would be.',
    ]);
  const answer = await answerTo(`${much}. Go on? [y/N] `);
  if (answer !== null && /^y(es)?$/i.test(answer.trim())) return;
  throw new Failure('usage', 'Nothing was read.');
}
