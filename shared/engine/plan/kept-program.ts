import { hash } from '../values/hash.ts';
import type { Program } from './program.ts';

/** A program as it is kept: with a sum over itself. */
export const serializeProgram = (program: Program): string => {
  const text = JSON.stringify(program);
  return `${hash(text)} ${text}`;
};

/** The program that was written so; null for anything else. */
export const deserializeProgram = (kept: unknown): Program | null => {
  if (typeof kept !== 'string') return null;
  const end = kept.indexOf(' ');
  const text = kept.slice(end + 1);
  return hash(text) === kept.slice(0, end) ? (JSON.parse(text) as Program) : null;
};
