import type { Part, Parts } from '../query.ts';
import type { Dialect, Form, Script } from './dialect.ts';

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\bcovey_([a-z0-9_]+)\(/g;

/** Writes neutral text as an engine reads it: literals, names, and `covey_*` forms from the inside out. */
export const createWriter = (dialect: Dialect, parts?: Parts): ((sql: string) => string) => {
  const names = fittingNames(dialect);
  const forms: { readonly [name: string]: Form | undefined } = { ...dialect.forms };

  const form = (name: string, args: readonly string[]): string => {
    const [first = '', ...others] = args;
    switch (name) {
      case 'real':
        return dialect.real(Number(literal(first)));
      case 'raw':
        return literal(first);
      case 'name':
        return dialect.identifier(literal(first));
      case 'get':
        return dialect.get(write(first), others.map(literal));
      case 'over':
        return dialect.over(
          write(first),
          others.flatMap((one, place) =>
            place % 2 === 0 ? [[literal(one), write(others[place + 1] ?? '')] as const] : [],
          ),
        );
      case 'matches':
        return dialect.matches(
          write(first),
          literal(others[0] ?? ''),
          literal(others[1] ?? '') === 'i',
        );
      case 'as': {
        const [value, column] = [write(first), write(others[0] ?? '')];
        return value === column ? column : `${value} AS ${column}`;
      }
      case 'each':
        return dialect.forms.each(write(args.join(', ')));
      case 'everybody':
        return `(${write(parts?.events?.everybody ?? '')})`;
      case 'started':
        return `(${write(parts?.events?.started ?? '')})`;
      case 'in_order':
        return write(parts?.events?.inOrder ?? '');
      case 'placed':
        return write(parts?.events?.placed(args.join(', ')) ?? '');
      case 'columns':
        return columnsBut(others)
          .map((column) => write(`${first}.${column} AS ${column}`))
          .join(', ');
      case 'columns_of_transitions':
        return columnsBut(args)
          .map((column) =>
            write(parts?.properties.includes(column) ? `covey_null(json) AS ${column}` : column),
          )
          .join(', ');
    }
    const made = forms[name];
    if (made === undefined) throw new Error(`there is no form covey_${name}`);
    return made(...args.map(write));
  };

  const columnsBut = (without: readonly string[]): readonly string[] =>
    (parts?.columns ?? []).filter((column) => !without.includes(column));

  const write = (sql: string): string => {
    let written = '';
    let done = 0;
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(sql); found; found = TOKEN.exec(sql)) {
      const [token, name] = found;
      written += sql.slice(done, found.index);
      let end = TOKEN.lastIndex;
      if (name !== undefined) {
        const { args, after } = argumentsOf(sql, end);
        written += form(name, args);
        end = after;
      } else if (token.startsWith("'")) written += dialect.text(literal(token));
      else written += dialect.identifier(names(token.slice(1, -1).replaceAll('""', '"')));
      done = end;
      TOKEN.lastIndex = end;
    }
    return written + sql.slice(done);
  };
  return write;
};

/** A whole query: its parts and the final SELECT. */
export const writeScript = (dialect: Dialect, parts: Parts, select: string): Script => {
  const write = createWriter(dialect, parts);
  const written = parts.parts.map(({ name, body }): Part => ({
    name: write(name),
    body: write(body),
  }));
  return dialect.script(written, write(select));
};

const literal = (token: string): string => token.slice(1, -1).replaceAll("''", "'");

/** The arguments up to the bracket that closes a form, which was opened just before. */
const argumentsOf = (sql: string, from: number) => {
  const args: string[] = [];
  let depth = 0;
  let start = from;
  const next = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]/g;
  next.lastIndex = from;
  for (let found = next.exec(sql); found; found = next.exec(sql)) {
    const [mark] = found;
    if (mark === '(') depth += 1;
    else if (mark === ',' && depth === 0) {
      args.push(sql.slice(start, found.index).trim());
      start = next.lastIndex;
    } else if (mark === ')') {
      if (depth === 0) {
        args.push(sql.slice(start, found.index).trim());
        return { args, after: next.lastIndex };
      }
      depth -= 1;
    }
  }
  throw new Error(`a form is not closed: ${sql.slice(from, from + 80)}`);
};

/** Names that an engine takes, each for one of ours: where two would become one, the later gets a number. */
const fittingNames = ({ fitting }: Dialect): ((name: string) => string) => {
  if (fitting === undefined) return (name) => name;
  const known = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    let free = fitting(name);
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = fitting(`${i}_${name}`);
    taken.add(free.toLowerCase());
    known.set(name, free);
    return free;
  };
};
