import { checkDefinitions } from '../../../shared/definitions/check.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
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

/** A document with the fragment in it, and with stubs for the segments that a mapping named. */
export function documentOf(fragment: DefinitionsFragment): Definitions {
  const named = JSON.stringify(fragment).matchAll(/"segment\.([\w-]+)"/g);
  const stubs = Object.fromEntries(
    [...named].map(([, id = '']) => [id, { when: { 'session.number': { $gte: 1 } } }]),
  );
  return {
    covey: 1,
    site: 'shop.example',
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    ...fragment,
    segments: { ...stubs, ...fragment.segments },
  };
}

/** The definitions of an import without errors. They pass the checker, whatever a test wants of them. */
export function definitionsOf(result: ImportResult): DefinitionsFragment {
  const { definitions, notes } = imported(result);
  const errors = notes.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  mustPass(definitions);
  return definitions;
}

export function mustPass(fragment: DefinitionsFragment): void {
  if (Object.keys(fragment.segments).length === 0) return;
  const checked = checkDefinitions(documentOf(fragment));
  // What nobody can meet in the source is what nobody can meet here: the owner is to know.
  const errors = checked.errors.filter(({ code }) => code !== 'never-holds');
  if (errors.length > 0) throw new Error(JSON.stringify({ errors, fragment }, null, 1));
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
