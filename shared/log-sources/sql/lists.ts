import type { SourceForms } from './engines/index.ts';

/** `writtenLists` in SQL: of an object, the members that have a list as text, as an object of lists. */
export const writtenListsSql = (f: SourceForms, of: string, names: readonly string[]): string =>
  f.built(
    Object.fromEntries(
      names.map((name) => [
        name,
        `CASE WHEN ${f.startsWith(f.text(f.at(of, name)), '[')} THEN coalesce(${f.array(f.list(f.at(of, name)))}, ${f.literal('[]')}) END`,
      ]),
    ),
  );
