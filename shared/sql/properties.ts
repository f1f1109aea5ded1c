import type { LogColumns } from './query.ts';
import { given, text } from './text.ts';

/** The properties of a log's events: of a column of JSON, of columns of their own, or of both. */
export interface Properties {
  /** All of them, as an object. */
  readonly whole: string;
  /** What stands at a path, as JSON. */
  readonly at: (path: readonly string[]) => string;
}

/** Of JSON that is there already. */
export const propertiesIn = (json: string): Properties => ({ whole: json, at: getIn(json) });

/** What a column of its own holds goes before what JSON says; where it is null, JSON is asked. */
export const propertiesOf = ({
  props,
  properties = [],
}: Pick<LogColumns, 'props' | 'properties'>): Properties => {
  const json = props === null ? null : `covey_props(${given(props)})`;
  const columns = properties.map(({ path, column }) => ({
    path: path.split('.'),
    value: `covey_value(${given(column)})`,
  }));
  const inJson = (path: readonly string[]): string | null => json && getIn(json)(path);
  const at = (path: readonly string[]): string => {
    const other = inJson(path);
    const own = columns.find((column) => isWithin(path, column.path));
    if (own) return ofColumn(own.value, path.slice(own.path.length), other);
    if (!columns.some((column) => isWithin(column.path, path))) return other ?? NOTHING;
    const [first = NOTHING, ...more] = membersAt(path).map(([, value]) => value);
    const all = [first, ...more, ...(other === null ? [] : [other])].join(', ');
    return `CASE WHEN coalesce(${all}, ${NOTHING}) IS NOT NULL THEN ${objectAt(path)} END`;
  };
  /** What columns say of the members of an object. */
  const membersAt = (path: readonly string[]): readonly (readonly [string, string])[] => {
    const below = columns.filter((column) => isWithin(column.path, path));
    const names = [...new Set(below.map((column) => column.path[path.length] ?? ''))];
    return names.map((name) => [name, at([...path, name])]);
  };
  const objectAt = (path: readonly string[]): string => {
    const members = membersAt(path).flatMap(([name, value]) => [text(name), value]);
    return `covey_over(${[inJson(path) ?? NOTHING, ...members].join(', ')})`;
  };
  const isJsonAlone = json !== null && columns.length === 0;
  return { whole: isJsonAlone ? json : objectAt([]), at };
};

const NOTHING = 'covey_null(json)';

const getIn =
  (json: string) =>
  (path: readonly string[]): string =>
    path.length === 0 ? json : `covey_get(${[json, ...path.map(text)].join(', ')})`;

/** What stands at a path within a column, or what JSON says where the column is null. */
const ofColumn = (value: string, rest: readonly string[], other: string | null): string => {
  const inner = getIn(value)(rest);
  if (other === null) return inner;
  return rest.length === 0
    ? `coalesce(${value}, ${other})`
    : `CASE WHEN ${value} IS NULL THEN ${other} ELSE ${inner} END`;
};

const isWithin = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((step, place) => path[place] === step);

/** What orders events of one visitor and one time; the same for all where the table has nothing of the kind. */
export const orderSql = ({ seq }: Pick<LogColumns, 'seq'>): string =>
  seq === null ? '0' : given(seq);
