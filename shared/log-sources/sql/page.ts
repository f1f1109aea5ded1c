import type { SourceForms } from './engines/index.ts';

/** Expressions of JSON, as far as the tool says such things. */
export interface PageSql {
  readonly location?: string;
  readonly path?: string;
  readonly title?: string;
  readonly referrer?: string;
}

const ADDRESS = '^[A-Za-z][A-Za-z0-9+.-]*://';

/** `pathOf` in SQL. */
const pathSql = (f: SourceForms, address: string): string =>
  f.let(
    'page_address',
    address,
    (a) =>
      `CASE WHEN ${f.matches(a, ADDRESS)} THEN coalesce(nullif(${f.group(a, `${ADDRESS}[^/?#]*([^?#]*)`)}, ''), '/') END`,
  );

/** `pageFields` in SQL. */
export function pageSql(f: SourceForms, { location, path, title, referrer }: PageSql): string {
  const found = location === undefined ? null : pathSql(f, f.text(location));
  const own = path === undefined ? null : f.text(path);
  const paths = [own, found].filter((one) => one !== null);
  return f.built({
    ...(location !== undefined && { page_location: f.string(f.text(location)) }),
    ...(paths.length > 0 && {
      page_path: f.string(paths.length > 1 ? `coalesce(${paths.join(', ')})` : (paths[0] ?? '')),
    }),
    ...(title !== undefined && { page_title: f.string(f.text(title)) }),
    ...(referrer !== undefined && { page_referrer: f.string(f.text(referrer)) }),
  });
}
