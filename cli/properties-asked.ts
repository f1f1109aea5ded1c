import { nearest } from '../shared/definitions/checks/suggest.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { needsOf } from '../shared/logs/index.ts';
import { repeatsOf } from '../shared/sql/index.ts';
import type { LogColumns, PropertyColumn } from '../shared/sql/index.ts';

/** What definitions read of properties, held against the columns of a table that `--columns` names. */

export interface PropertyAsked {
  /** Paths of which one is enough. */
  readonly paths: readonly string[];
  /** `metric.ID` and facts; of an id, the events that count once by it. */
  readonly by: readonly string[];
  readonly isId: boolean;
}

/** Each with all that reads it. */
export function propertiesAsked(definitions: Definitions): readonly PropertyAsked[] {
  const read = needsOf(definitions).flatMap(({ fact, properties }) =>
    properties.map((paths) => ({ paths, by: fact, isId: false })),
  );
  const ids = repeatsOf(definitions).map(([by, id]) => ({ paths: [id], by, isId: true }));
  const found = new Map<string, PropertyAsked & { readonly by: string[] }>();
  for (const { paths, by, isId } of [...read, ...ids]) {
    const key = JSON.stringify([paths, isId]);
    const one = found.get(key) ?? { paths, by: [], isId };
    found.set(key, one);
    if (!one.by.includes(by)) one.by.push(by);
  }
  return [...found.values()];
}

/** What no column that is named holds, where there is no column of JSON that may. */
export function unheldText(
  definitions: Definitions,
  { props, properties = [] }: Partial<LogColumns>,
): readonly string[] {
  if (props !== null) return [];
  return propertiesAsked(definitions)
    .filter(({ paths }) => !paths.some((path) => properties.some((one) => isOf(one, path))))
    .map((asked) => {
      const [path = ''] = asked.paths;
      return `${readByText(asked)}, and no column holds it: ${optionFor({ props, properties }, path, '…')} names one.${isLostText(asked)}`;
    });
}

/** Columns that `--columns` names as properties, and that nothing reads. */
export function unreadText(
  definitions: Definitions,
  { properties = [] }: Partial<LogColumns>,
): readonly { readonly text: string; readonly isMistyped: boolean }[] {
  const paths = propertiesAsked(definitions).flatMap((asked) => asked.paths);
  const unheld = paths.filter((path) => !properties.some((one) => isOf(one, path)));
  return properties
    .filter((one) => !paths.some((path) => isOf(one, path)))
    .map(({ path }) => {
      const meant = nearest(path, unheld);
      const guess = meant === undefined ? '' : ` Did you mean "props.${meant}"?`;
      return {
        text: `--columns names props.${path}, and nothing reads ${path}.${guess}`,
        isMistyped: meant !== undefined,
      };
    });
}

/** Of the columns of a table the one that is called as a property is, and that nothing else is. */
export const columnLike = (
  paths: readonly string[],
  columns: readonly string[],
): PropertyColumn | undefined => {
  for (const path of paths) {
    const column = columns.find((one) => one === path) ?? columns.find((one) => alike(one, path));
    if (column !== undefined) return { path, column };
  }
  return undefined;
};

/** A column that holds what is asked, and is not named: `wide has a column "value" …`. */
export const besideText = (
  table: string,
  asked: PropertyAsked,
  { path, column }: PropertyColumn,
  columns: Partial<LogColumns>,
): string =>
  `${table} has a column "${column}", and ${readByText({ ...asked, paths: [path] })}: ${optionFor(columns, path, column)} names it.${isLostText(asked)}`;

const readByText = ({ paths, by, isId }: PropertyAsked): string => {
  const [who, what] = [by.join(', '), paths.join(' or ')];
  return isId
    ? `${who} ${by.length === 1 ? 'counts' : 'count'} once by ${what}`
    : `${who} ${by.length === 1 ? 'reads' : 'read'} ${what}`;
};

const isLostText = ({ isId }: PropertyAsked): string =>
  isId ? ' Without it, one that comes again counts again.' : '';

/** Who names properties names the column of JSON, too, where there is one. */
const optionFor = (
  { props = 'props', properties = [] }: Partial<LogColumns>,
  path: string,
  column: string,
): string => {
  const json = props === null || properties.length > 0 ? '' : `props=${quotedName(props)},`;
  return `--columns ${json}${quotedName(`props.${path}`)}=${quotedName(column)}`;
};

const quotedName = (name: string): string =>
  /[,="]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;

/** Whether a column holds a path, a part of what stands there, or all that it is a part of. */
const isOf = (column: PropertyColumn, path: string): boolean =>
  `${path}.`.startsWith(`${column.path}.`) || `${column.path}.`.startsWith(`${path}.`);

/** The same letters and digits: `geo_country` is called as `geo.country` is. */
const alike = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
