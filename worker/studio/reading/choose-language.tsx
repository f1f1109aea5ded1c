import { useEffect } from 'preact/hooks';
import { SelectField } from '../components/index.ts';
import { beginReading, chosen, hasFailed, READING_LANGUAGES, readIn } from './language.ts';

const nameOf = (language: string): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
const OPTIONS = READING_LANGUAGES.map((one) => [one, nameOf(one)] as const);

/** In which language what is meant is said. */
export function ChooseLanguage() {
  useEffect(beginReading, []);
  return (
    <div class="reading-language">
      <SelectField
        label="In words, in"
        value={chosen.value}
        options={OPTIONS}
        onValue={(language) => void readIn(language)}
      />
      {hasFailed.value && (
        <p class="error" role="alert">
          The words of this language could not be loaded. Choose it again when you are online.
        </p>
      )}
    </div>
  );
}
