import { count } from '../shared/counting/index.ts';

/** "1 document", "1,200 documents". */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;
