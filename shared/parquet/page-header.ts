/** What stands before the bytes of a page, as far as it is needed to read them. */
export interface PageHeader {
  readonly type: 'data' | 'dictionary' | 'data2' | 'other';
  /** Where the bytes of the page begin, and how many these are, packed and unpacked. */
  readonly begin: number;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly values: number;
  readonly encoding: 'plain' | 'dictionary' | 'other';
  /** Of a page of the second version, whose levels stand before the rest, and are not packed. */
  readonly levelBytes: number;
  readonly hasLists: boolean;
  readonly isPacked: boolean;
}

/** Kinds of a value in Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, , , STRUCT] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
];

/** Fields of a struct by their numbers: numbers, truths as 1 and 0, and structs; of anything else there is nothing. */
interface Fields extends Map<number, number | Fields> {}

/** `PageHeader` of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift. */
export function pageHeaderAt(bytes: Uint8Array, at: number): PageHeader {
  const reader = { bytes, at };
  const header = structOf(reader, 0);
  const type = (['data', 'other', 'dictionary', 'data2'] as const)[numberIn(header, 1)] ?? 'other';
  const own = structIn(header, { data: 5, other: 6, dictionary: 7, data2: 8 }[type]);
  const lists = type === 'data2' ? numberIn(own, 6) : 0;
  return {
    type,
    begin: reader.at,
    bytes: numberIn(header, 3),
    unpackedBytes: numberIn(header, 2),
    values: numberIn(own, 1),
    encoding: encodingOf(numberIn(own, type === 'data2' ? 4 : 2)),
    levelBytes: type === 'data2' ? numberIn(own, 5) : 0,
    hasLists: lists > 0,
    isPacked: type !== 'data2' || numberIn(own, 7, 1) === 1,
  };
}

/** PLAIN; PLAIN_DICTIONARY and RLE_DICTIONARY, which are written alike. */
const encodingOf = (number: number): PageHeader['encoding'] =>
  number === 0 ? 'plain' : number === 2 || number === 8 ? 'dictionary' : 'other';

function numberIn(fields: Fields, field: number, otherwise = 0): number {
  const found = fields.get(field);
  return typeof found === 'number' ? found : otherwise;
}

const NO_FIELDS: Fields = new Map();
function structIn(fields: Fields, field: number): Fields {
  const found = fields.get(field);
  return typeof found === 'object' ? found : NO_FIELDS;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

const MAX_DEPTH = 8;

function structOf(reader: Reader, depth: number): Fields {
  if (depth > MAX_DEPTH) throw new Error('a page header is nested too deeply');
  const fields: Fields = new Map();
  let field = 0;
  for (;;) {
    const head = byteOf(reader);
    const type = head & 15;
    if (type === 0) return fields;
    field = head >> 4 ? field + (head >> 4) : zigzag(reader);
    const value = valueOf(reader, type, depth);
    if (value !== null) fields.set(field, value);
  }
}

function valueOf(reader: Reader, type: number, depth: number): number | Fields | null {
  if (type === TRUE || type === FALSE) return type === TRUE ? 1 : 0;
  if (type === I16 || type === I32 || type === I64) return zigzag(reader);
  if (type === STRUCT) return structOf(reader, depth + 1);
  if (type === BYTE) reader.at += 1;
  else if (type === DOUBLE) reader.at += 8;
  else if (type === BINARY) reader.at += varint(reader);
  else if (type === LIST) {
    const head = byteOf(reader);
    const length = head >> 4 === 15 ? varint(reader) : head >> 4;
    for (let each = 0; each < length; each += 1) {
      const kind = head & 15;
      if (kind === TRUE || kind === FALSE) reader.at += 1;
      else valueOf(reader, kind, depth + 1);
    }
  } else throw new Error('a page header holds what none does');
  return null;
}

function byteOf(reader: Reader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined) throw new Error('a page header ends early');
  reader.at += 1;
  return byte;
}

/** Seven bits a byte, the lowest first. */
function varint(reader: Reader): number {
  let [value, factor] = [0, 1];
  for (;;) {
    const byte = byteOf(reader);
    value += (byte & 127) * factor;
    if (byte < 128) return value;
    factor *= 128;
  }
}

function zigzag(reader: Reader): number {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
