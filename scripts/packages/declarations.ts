import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Entry } from './table.ts';

/** All declarations, of which an entry needs a few. */
const FROM = 'dist/types';
const IMPORT = /((?:from|import)\s*\(?\s*['"])(\.[^'"]*)\.js(['"])/g;

/** Before TypeScript 5.7 the class has no parameter. */
const GENERIC = 'Uint8Array<ArrayBuffer>';

/** Puts the declarations of the entries into a package, for `import` and, again, for `require`. */
export function writeDeclarations(entries: readonly Entry[], to: string): void {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(join(FROM, `${path}.d.ts`), 'utf8').replaceAll(GENERIC, 'Uint8Array');
    const target = join(to, 'types', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.d.ts`, text);
    writeFileSync(`${target}.d.cts`, text.replaceAll(IMPORT, '$1$2.cjs$3'));
    for (const [, , next = ''] of text.matchAll(IMPORT))
      visit(normalize(join(dirname(path), next)));
  };
  for (const { file, types } of entries) {
    visit(types);
    const root = file.includes('/') ? '..' : '.';
    writeFileSync(join(to, `${file}.d.ts`), `export * from '${root}/types/${types}.js';\n`);
    writeFileSync(join(to, `${file}.d.cts`), `export * from '${root}/types/${types}.cjs';\n`);
  }
}
