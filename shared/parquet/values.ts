import type { FileMetaData } from 'hyparquet';

/** Deeper than any row is read: what lies below is cut off, and the row is found to be too deep. */
const CUT_BELOW = 100;

/** A value as JSON has it: times of no zone without one, whole numbers that would not survive as they are written. */
export function jsonValues({ schema }: FileMetaData): (value: unknown, column: string) => unknown {
  const local = new Set<string>();
  const days = new Set<string>();
  for (const { name, logical_type: type, converted_type: old } of schema) {
    if (type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC) local.add(name);
    if (type?.type === 'DATE' || old === 'DATE') days.add(name);
  }
  const plain = (value: unknown, name: string, depth: number): unknown => {
    if (depth > CUT_BELOW) return null;
    if (typeof value === 'bigint') {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) return null;
      const iso = value.toISOString();
      return days.has(name) ? iso.slice(0, 10) : local.has(name) ? iso.slice(0, -1) : iso;
    }
    if (value instanceof Uint8Array) return new TextDecoder().decode(value);
    if (Array.isArray(value)) return value.map((each) => plain(each, name, depth + 1));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, plain(each, key, depth + 1)]),
      );
    return value ?? null;
  };
  return (value, column) => plain(value, column, 1);
}
