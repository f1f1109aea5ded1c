import { ID_PATTERN } from '../../../shared/definitions/schema.ts';

/** An id that a document has not: "Regular buyers" as `regular-buyers`, or `regular-buyers-2` where that is taken. */
export function freshId(name: string, taken: object | undefined, joint: '-' | '_' = '-'): string {
  const plain =
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z0-9]+/g, joint)
      .replace(/^[^a-z]+|[-_]+$/g, '')
      .slice(0, 48) || 'new';
  const isTaken = (id: string) => taken !== undefined && Object.hasOwn(taken, id);
  if (!isTaken(plain)) return plain;
  for (let at = 2; ; at += 1) if (!isTaken(`${plain}${joint}${at}`)) return `${plain}${joint}${at}`;
}

/** Why an id that is written cannot be one here. */
export const whyNoId = (id: string): string =>
  ID_PATTERN.test(id)
    ? 'it is there already.'
    : 'an id begins with a letter or digit, and has letters, digits, - and _, 64 at most.';
