import type { Program } from './program.ts';

/** A sum over a text; the host's own is many times as fast on a fresh page as one in script. */
export type SumOf = (text: string) => Promise<string>;

/** A program as it is kept: with a sum over itself. */
export const serializeProgram = async (program: Program, sumOf: SumOf): Promise<string> => {
  const text = JSON.stringify(program);
  return `${await sumOf(text)} ${text}`;
};

/** The program that was written so; null for anything else. */
export const deserializeProgram = async (kept: unknown, sumOf: SumOf): Promise<Program | null> => {
  if (typeof kept !== 'string') return null;
  const end = kept.indexOf(' ');
  const text = kept.slice(end + 1);
  return (await sumOf(text)) === kept.slice(0, end) ? (JSON.parse(text) as Program) : null;
};
