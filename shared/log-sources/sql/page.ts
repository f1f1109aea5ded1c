/** Expressions of JSON, as far as the tool says such things. */
export interface PageSql {
  readonly location?: string;
  readonly path?: string;
  readonly title?: string;
  readonly referrer?: string;
}

/** `pageFields` in SQL. */
export const pageSql = ({ location, path, title, referrer }: PageSql): string => {
  const text = (value: string | undefined) =>
    value === undefined ? 'NULL' : `covey_log_text(${value})`;
  const found = `covey_log_path(${text(location)})`;
  return `covey_log_clean(json_object('page_location', ${text(location)}, 'page_path', ${
    path === undefined ? found : `coalesce(${text(path)}, ${found})`
  }, 'page_title', ${text(title)}, 'page_referrer', ${text(referrer)}))`;
};
