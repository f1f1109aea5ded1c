/** Written by the build: name and SHA-384 of files that are seldom needed. */
declare const PANEL: readonly [file: string, integrity: string];
declare const DEBUG: readonly [file: string, integrity: string];

/** Visitors who refuse need not carry them; the package finds the files beside its own. */
export const PARTS =
  typeof PANEL === 'undefined'
    ? { panel: ['', ''] as const, debug: ['', ''] as const }
    : { panel: PANEL, debug: DEBUG };
