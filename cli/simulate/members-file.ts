import { csvLine, isFormula } from '../../shared/csv/index.ts';
import { openGrowingFile } from '../growing-file.ts';
import type { OnVisitor } from '../../shared/logs/index.ts';

/** Writes who is where, as CSV with a row for each membership, and for each that nobody can know. */
export interface MembersFile {
  add: OnVisitor;
  /** Ids of visitors that a spreadsheet would take for formulas: what a log says may then run in it. */
  formulas(): number;
  /** Writes what is still held, and gives the file its name. */
  finish(): void;
  /** Without `finish` before, the file is as it was. */
  close(): void;
}

const HELD_CHARACTERS = 1 << 16;

/** @throws Failure when the file cannot be written, here and later. */
export function openMembersFile(path: string): MembersFile {
  const file = openGrowingFile(path);
  let rows = csvLine(['visitor', 'segment', 'answer']);
  let formulas = 0;
  const flush = () => {
    file.write(rows);
    rows = '';
  };
  return {
    add(visitor, segments, unknown) {
      if (segments.length + unknown.length > 0 && isFormula(visitor)) formulas += 1;
      for (const segment of segments) rows += csvLine([visitor, segment, 'in']);
      for (const segment of unknown) rows += csvLine([visitor, segment, 'unknown']);
      if (rows.length > HELD_CHARACTERS) flush();
    },
    formulas: () => formulas,
    finish() {
      flush();
      file.finish();
    },
    close: () => file.close(),
  };
}
