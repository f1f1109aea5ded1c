/** What is built, in words, always of the newest text. */
import { readerOf, type Section } from '../../../shared/reading/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { Said } from '../components/index.ts';
import { ChooseLanguage, spoken } from '../reading/index.ts';

export function ReadingOf({
  section,
  id,
  definitions,
}: {
  readonly section: Section;
  readonly id: string;
  readonly definitions: Definitions;
}) {
  const { language, voice } = spoken.value;
  const read = () => readerOf(definitions, voice).thing(section, id);
  let said: ReturnType<typeof read> | null = null;
  try {
    said = read();
  } catch {
    // Errors of form are listed where they are; words follow once these are mended.
  }
  const isRead = said !== null && (said.parts ?? []).length > 0;
  return (
    <>
      <section class="reading" aria-label="In words" aria-live="polite">
        {isRead ? (
          <div lang={language}>
            <Said parts={said?.parts} />
          </div>
        ) : (
          <p class="soft">The words follow once what the checker says below is mended.</p>
        )}
      </section>
      <ChooseLanguage />
    </>
  );
}
