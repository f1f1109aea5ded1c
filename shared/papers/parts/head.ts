import type { Text } from '../paper.ts';

/** `Cart abandoners (cart-abandoner)`, the id as a code; without a name the id alone. */
export const headOf = (id: string, name: string | undefined): Text =>
  name === undefined ? [{ code: id }] : [`${name} (`, { code: id }, ')'];
