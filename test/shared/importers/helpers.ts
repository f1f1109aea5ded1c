import type {
  DefinitionsFragment,
  ImportNote,
  ImportResult,
} from '../../../shared/importers/index.ts';

/** The result of an import that could be read. */
export function imported(result: ImportResult): Extract<ImportResult, { ok: true }> {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

export function definitionsOf(result: ImportResult): DefinitionsFragment {
  const { definitions, notes } = imported(result);
  const errors = notes.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  return definitions;
}

/** Codes with constructs of the notes, but for those about the tool in general. */
export function notesOf(result: ImportResult, severity?: ImportNote['severity']): string[] {
  return imported(result)
    .notes.filter(
      (note) =>
        !(note.path === '' && note.severity === 'info') &&
        (severity ?? note.severity) === note.severity,
    )
    .map((note) => `${note.code} ${note.construct}`);
}
