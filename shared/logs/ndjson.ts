import type { Json } from '../definitions/types.ts';
import { columnsIn, meantText, missingColumns } from './columns.ts';
import { parseJson, TOO_DEEP } from './json-line.ts';
import { NO_OBJECT, PACKED, addPacked } from './packed-properties.ts';
import { define, takeRow } from './rows.ts';
import type { LogReader, Sink } from './rows.ts';

/** Longest line, characters: more is no event. */
const MAX_LINE = 1 << 20;

/** One JSON object on each line; properties stand beside visitor, time and event, or in `properties`. */
export function ndjsonSink(reader: LogReader): Sink {
  let rest = '';
  let line = 0;
  const tooLong = () =>
    reader.refuse('the line does not end.', ['NDJSON has one event on each line.'], line);
  const take = (text: string) => {
    line += 1;
    if (text.length > MAX_LINE) tooLong();
    if (text.trim() !== '') takeLine(text, line, reader);
  };
  return {
    write(chunk) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) take(text);
      if (rest.length > MAX_LINE) {
        line += 1;
        tooLong();
      }
    },
    end() {
      if (rest !== '') take(rest);
      rest = '';
    },
    lines: () => (rest === '' ? line : null),
  };
}

function takeLine(text: string, line: number, reader: LogReader): void {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (error instanceof RangeError) return reader.onBadRow({ line, message: `${TOO_DEEP}.` });
    return reader.onBadRow({ line, message: 'not JSON. Each line is one event: {"visitor":…}.' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return reader.onBadRow({
      line,
      message: 'not an event. Each line is an object: {"visitor":…}.',
    });
  }
  const props: { [name: string]: Json } = {};
  const fields = Object.entries(value as { readonly [name: string]: Json });
  const keys = fields.map(([name]) => name);
  const names = columnsIn(keys, reader.columns);
  for (const [name, field] of fields) {
    const isProperty = ![names.visitor, names.time, names.event, PACKED].includes(name);
    if (isProperty) define(props, name, field);
  }
  const field = (name: string | null) => fields.find(([each]) => each === name)?.[1] ?? null;
  const packed = addPacked(field(PACKED), props);
  if (packed === null) return reader.onBadRow({ line, message: NO_OBJECT });
  const id = names.id ?? columnsIn(packed, reader.columns).id;
  takeRow(
    {
      visitor: textOf(field(names.visitor)),
      time: textOf(field(names.time)),
      event: textOf(field(names.event)),
      id: textOf(id === null ? null : ((Object.hasOwn(props, id) ? props[id] : null) ?? null)),
      props,
      line,
    },
    reader,
    () => hintOf(keys, reader),
  );
}

/** Who and what and when, as text; nothing where something else stands there. */
export const textOf = (each: Json): string =>
  typeof each === 'string' || typeof each === 'number' ? String(each) : '';

/** For a row that lacks something: which of its fields may be meant. */
export function hintOf(keys: readonly string[], reader: LogReader): string {
  const hint = meantText(missingColumns(keys, { ...reader.columns, id: undefined }), reader);
  return hint === null ? '' : ` ${hint}`;
}
