/** What is built, in words, always of the newest text. */
import { type Reader, readerOf, type Section } from '../../../shared/reading/index.ts';
import { Said } from '../components/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';

export function ReadingOf({
  section,
  id,
  definitions,
}: {
  readonly section: Section;
  readonly id: string;
  readonly definitions: Definitions;
}) {
  const read = (reader: Reader) => reader.thing(section, id);
  let said: ReturnType<typeof read> | null = null;
  try {
    said = read(readerOf(definitions));
  } catch {
    // Errors of form are listed where they are; words follow once these are mended.
  }
  return (
    <section class="reading" aria-label="In words" aria-live="polite">
      {said === null || (said.parts ?? []).length === 0 ? (
        <p class="soft">The words follow once what the checker says below is mended.</p>
      ) : (
        <Said parts={said.parts} />
      )}
    </section>
  );
}
