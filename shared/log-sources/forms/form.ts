import type { Json } from '../../definitions/types.ts';
import { parseJson } from '../../logs/index.ts';
import { isFields } from '../fields.ts';
import type { Row } from '../types.ts';

export interface FormOptions {
  readonly onRow: (row: Row, line: number) => void;
  readonly onBadRow: (row: { readonly line: number; readonly message: string }) => void;
}

/** Takes the text of one file as it comes. */
export interface Form {
  write(text: string): void;
  end(): void;
}

/** An object of JSON as a row. */
export function takeObject(text: string, line: number, { onRow, onBadRow }: FormOptions): void {
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    const message = error instanceof RangeError ? `${error.message}.` : 'not JSON.';
    return onBadRow({ line, message });
  }
  if (isFields(value)) onRow(value, line);
  else onBadRow({ line, message: 'not an object of JSON.' });
}
