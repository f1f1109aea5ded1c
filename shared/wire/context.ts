/** Coarse place of a request. Null: the edge does not know. */
export interface Context {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null;
  /** Second part of the ISO 3166-2 code: `BE` of `DE-BE`. */
  readonly region: string | null;
  readonly city: string | null;
  /** IANA name: `Europe/Berlin`. */
  readonly timezone: string | null;
}

/** Longest accepted field, characters. */
const MAX_LENGTH = 100;

/** The context in a Worker's answer, or null when the answer is not of its shape. */
export function parseContext(value: unknown): Context | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as { readonly [key: string]: unknown };
  const read = (name: string): string | null => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === null) return null;
    if (typeof field === 'string' && field !== '' && field.length <= MAX_LENGTH) return field;
    valid = false;
    return null;
  };
  let valid = true;
  const context: Context = {
    country: read('country'),
    region: read('region'),
    city: read('city'),
    timezone: read('timezone'),
  };
  return valid ? context : null;
}
