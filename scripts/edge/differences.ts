import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf, type TemplateOptions } from './template.ts';

/**
 * What this release would lay otherwise, for each file that is there: lines of it that the folder's has not (`+`), and the
 * other way round (`-`). Not how they are moved: both are read to be compared by hand.
 */
export function differencesIn(folder: string, options: TemplateOptions): string {
  const told = Object.entries(templateOf(options)).flatMap(([path, text]) => {
    const file = join(folder, path);
    if (!existsSync(file)) return [`${path}: not there`];
    const [mine, theirs] = [linesOf(readFileSync(file, 'utf8')), linesOf(text)];
    const lines = [
      ...theirs.filter((line) => !mine.includes(line)).map((line) => `  + ${line}`),
      ...mine.filter((line) => !theirs.includes(line)).map((line) => `  - ${line}`),
    ];
    return lines.length > 0 ? [path, ...lines] : [];
  });
  return told.length > 0 ? told.join('\n') : 'This release would lay the same.';
}

const linesOf = (text: string): readonly string[] =>
  text.split(/\r?\n/).filter((line) => line.trim() !== '');
