/** A text, or one in each of several languages. */
import { english } from '../../../shared/reading/index.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { CommitField, TextField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

const TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

export function TextsField({
  label,
  value,
  path,
  help,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly help?: string | undefined;
}) {
  if (!isObject(value))
    return (
      <div class="texts">
        <TextField
          label={label}
          value={typeof value === 'string' ? value : ''}
          help={help}
          onValue={(text) => draft.edit(path, text)}
        />
        <Said path={path} />
        <button
          class="plain"
          type="button"
          aria-label={`${label}: in several languages`}
          onClick={() => draft.edit(path, { en: typeof value === 'string' ? value : '…' })}
        >
          In several languages
        </button>
      </div>
    );
  const tags = Object.keys(value);
  const [only = ''] = tags;
  return (
    <div class="texts" role="group" aria-label={label}>
      <p class="field__label">{label}</p>
      {help !== undefined && <small>{help}</small>}
      {Object.entries(value).map(([tag, text]) => (
        <div key={tag} class="texts__one">
          <TextField
            label={`${label}, ${named(tag)}`}
            value={typeof text === 'string' ? text : ''}
            onValue={(next) => draft.edit([...path, tag], next)}
          />
          {tags.length > 1 && (
            <button
              class="plain"
              type="button"
              aria-label={`${label}: remove ${named(tag)}`}
              onClick={() => draft.remove([...path, tag])}
            >
              Remove
            </button>
          )}
          <Said path={[...path, tag]} />
        </div>
      ))}
      <Said path={path} />
      <CommitField
        label={`${label}: another language`}
        value=""
        list={['en', ...LANGUAGES].filter((tag) => !tags.includes(tag))}
        help="By its tag, such as de or pt-BR."
        isAllowed={(tag) => tag === '' || (TAG.test(tag) && !tags.includes(tag))}
        whyNot={(tag) => (TAG.test(tag) ? 'it is there already.' : 'that is no tag.')}
        onValue={(tag) => draft.edit([...path, tag], String(value[only] ?? '…'))}
      />
      {tags.length === 1 && (
        <button
          class="plain"
          type="button"
          aria-label={`${label}: one text for all`}
          onClick={() => draft.edit(path, value[only])}
        >
          One text for all languages
        </button>
      )}
    </div>
  );
}

/** A tag that is none is called as it is written. */
function named(tag: string): string {
  try {
    return english.languageName(tag);
  } catch {
    return tag;
  }
}
