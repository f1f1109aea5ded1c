import { LIMITS } from '../definitions/limits.ts';

const MOST_LENGTH = 60;

/** A name of the source as an id: letters as they are, digits and underscores, starting with a letter. */
export const properName = (name: string, otherwise: string): string => {
  const text = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, MOST_LENGTH)
    .replace(/^_+|_+$/g, '');
  if (text === '') return otherwise;
  return /^[A-Za-z]/.test(text) && !RESERVED.has(text) ? text : `${otherwise}_${text}`;
};

/** The same in small letters, for names that are made here. */
export const identifier = (name: string, otherwise: string): string =>
  properName(name.toLowerCase(), otherwise);

/** Names that mean something else to the script or to every object. */
const RESERVED: ReadonlySet<string> = new Set([
  'default',
  'none',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** Whether the caller may ask for an id. */
export const isId = (id: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id) && id.length <= LIMITS.idLength && !RESERVED.has(id);

/** The same as a segment's id, with hyphens: `cart-abandoner`. */
export const segmentId = (name: string): string => identifier(name, 'segment').replaceAll('_', '-');

/** Whether a condition can carry it as a key: not empty, no operator, and no member that every object has. */
export const isSafeName = (name: string): boolean =>
  name !== '' &&
  !name.startsWith('$') &&
  !name.split('.').some((part) => part === '' || part in Object.prototype);

/** Whether events of that name can be selected: not the sign for all, and no transition of a segment. */
export const isEventName = (name: string): boolean =>
  name !== '' && name !== '*' && !/^(enter|leave):/.test(name);

/** What people call a segment, cut where it is longer than a document allows. */
export const labels = (
  name: string | undefined,
  description: string | undefined,
): { readonly name?: string; readonly description?: string } => ({
  ...(name && { name: cut(name, LIMITS.nameLength) }),
  ...(description && { description: cut(description, LIMITS.descriptionLength) }),
});

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
