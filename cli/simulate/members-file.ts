import { closeSync, openSync, writeFileSync } from 'node:fs';
import { Failure, reasonOf } from '../failure.ts';
import { csvLine, isFormula } from '../../shared/csv/index.ts';
import type { OnVisitor } from '../../shared/logs/index.ts';

/** Writes who is where, as CSV with a row for each membership, and for each that nobody can know. */
export interface MembersFile {
  add: OnVisitor;
  /** Ids of visitors that a spreadsheet would take for formulas: what a log says may then run in it. */
  formulas(): number;
  /** Writes what is still held. */
  finish(): void;
  close(): void;
}

const HELD_CHARACTERS = 1 << 16;

/** @throws Failure when the file cannot be written, here and later. */
export function openMembersFile(path: string): MembersFile {
  const attempt = <T>(task: () => T): T => {
    try {
      return task();
    } catch (error) {
      throw new Failure('file', `${path} cannot be written: ${reasonOf(error)}`);
    }
  };
  const file = attempt(() => openSync(path, 'w'));
  let rows = csvLine(['visitor', 'segment', 'answer']);
  let formulas = 0;
  const finish = () => {
    attempt(() => writeFileSync(file, rows));
    rows = '';
  };
  return {
    add(visitor, segments, unknown) {
      if (segments.length + unknown.length > 0 && isFormula(visitor)) formulas += 1;
      for (const segment of segments) rows += csvLine([visitor, segment, 'in']);
      for (const segment of unknown) rows += csvLine([visitor, segment, 'unknown']);
      if (rows.length > HELD_CHARACTERS) finish();
    },
    formulas: () => formulas,
    finish,
    close: () => closeSync(file),
  };
}
