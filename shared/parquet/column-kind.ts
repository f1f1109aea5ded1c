import type { ConvertedType, SchemaElement } from 'hyparquet';
import type { ValueKind } from './plain-values.ts';

const PLAIN: { readonly [type in NonNullable<SchemaElement['type']>]?: ValueKind } = {
  BYTE_ARRAY: 'text',
  DOUBLE: 'double',
  FLOAT: 'float',
  INT32: 'int32',
  INT64: 'int64',
};
const UNITS = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' } as const;
/** What files call their values that is no more than what these are. */
const CONVERTED: { readonly [type in ConvertedType]?: ValueKind } = {
  UTF8: 'text',
  INT_8: 'int32',
  INT_16: 'int32',
  INT_32: 'int32',
  INT_64: 'int64',
  TIMESTAMP_MILLIS: 'ms',
  TIMESTAMP_MICROS: 'us',
};

/** What a column holds, where that is a text, a number or an instant for each row; null elsewhere. */
export function kindOf(element: SchemaElement): ValueKind | null {
  const { type, converted_type: converted, num_children: children } = element;
  if (!type || children || element.repetition_type === 'REPEATED') return null;
  const plain = PLAIN[type] ?? null;
  const kind = namedKind(element) ?? (converted ? CONVERTED[converted] : plain) ?? 'other';
  if (kind === 'other') return null;
  const isInstant = kind === 'ms' || kind === 'us' || kind === 'ns';
  return kind === plain || (isInstant && type === 'INT64') ? kind : null;
}

/** As newer files say it. */
function namedKind({ logical_type: logical }: SchemaElement): ValueKind | 'other' | undefined {
  if (!logical) return undefined;
  if (logical.type === 'STRING') return 'text';
  if (logical.type === 'TIMESTAMP') return logical.isAdjustedToUTC ? UNITS[logical.unit] : 'other';
  if (logical.type !== 'INTEGER' || !logical.isSigned) return 'other';
  return logical.bitWidth === 64 ? 'int64' : 'int32';
}
