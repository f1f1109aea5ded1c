/** A question to the visitor: what is asked, how it is answered, what becomes of it, and who is asked. */
import type { SurveyDefinition } from '../../../shared/definitions/types.ts';
import { DurationField, NumberField, SelectField, TextField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { IdField } from './id-field.tsx';
import { MembersField } from './members-field.tsx';
import { choicesOf } from './names.ts';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import {
  allowedEdits,
  hasOptions,
  optionsOf,
  SURVEY_TYPES,
  takesAll,
  traitEdits,
  typeEdits,
} from './surveys.ts';
import { TextsField } from './texts-field.tsx';
import type { EditorProps } from './thing-editor.ts';
import { WrittenInJson } from './written-in-json.tsx';

const WORDS = [
  ['send', 'Send', 'the button that sends'],
  ['close', 'Close', 'the button that closes'],
  ['note', 'What becomes of the answer', 'what becomes of the answer'],
  ['thanks', 'Thanks', 'the thanks'],
] as const;
const OF_ORDER = [
  ['up', 'Move up', 'the button that moves up'],
  ['down', 'Move down', 'the button that moves down'],
] as const;

export function SurveyEditor({ id, definitions }: EditorProps) {
  const survey: unknown = definitions.surveys?.[id];
  if (!isObject(survey)) return <p>There is no such survey in the draft.</p>;
  const path = ['surveys', id];
  const { type } = survey;
  return (
    <>
      <Said path={path} />
      <TextsField label="Question" value={survey['question']} path={[...path, 'question']} />
      <SelectField
        label="Answered"
        value={String(type) as SurveyDefinition['type']}
        options={SURVEY_TYPES}
        onValue={(next) => draft.editAll(typeEdits(path, survey, next))}
      />
      <Said path={[...path, 'type']} />
      {hasOptions(type) && <Options survey={survey} path={path} definitions={definitions} />}
      {!hasOptions(type) && <Ends survey={survey} path={path} />}
      <Answer survey={survey} path={path} definitions={definitions} />
      <Shown value={survey['show']} path={[...path, 'show']} definitions={definitions} />
      <h3>What the card says</h3>
      <p class="soft">Where nothing is written, it says so in English.</p>
      <div class="optionals">
        {[...WORDS, ...(type === 'order' ? OF_ORDER : [])].map(([key, fresh, name]) => {
          const words = isObject(survey['words']) ? survey['words'] : {};
          const at = [...path, 'words', key];
          return (
            <Optional
              key={key}
              name={`words for ${name}`}
              value={words[key]}
              path={at}
              fresh={fresh}
            >
              <TextsField label={`Words for ${name}`} value={words[key]} path={at} />
            </Optional>
          );
        })}
      </div>
      <Said path={[...path, 'words']} />
      <p class="soft">
        Of several that are due, the one that stands first in the JSON is asked; one a day at most.
      </p>
      <IdField part="surveys" id={id} definitions={definitions} />
    </>
  );
}

interface PartProps {
  readonly survey: { readonly [key: string]: unknown };
  readonly path: Path;
}

/** What can be chosen, with the value that the answer then is. */
function Options({ survey, path, definitions }: PartProps & Pick<EditorProps, 'definitions'>) {
  const options = optionsOf(survey);
  const trait: unknown = definitions.traits?.[String(survey['trait'])];
  const at = (index: number) => [...path, 'options', index];
  const values = options.map((option) => (isObject(option) ? option['value'] : undefined));
  const fresh = `option-${options.length + 1}`;
  return (
    <>
      <h3>Options</h3>
      <ol class="members">
        {options.map((option, index) => (
          <li key={index}>
            {isObject(option) ? (
              <div class="together">
                <ValueField
                  label={`Option ${index + 1}: value`}
                  value={option['value']}
                  onValue={(next) =>
                    draft.editAll([
                      { path: [...at(index), 'value'], value: next },
                      ...allowedEdits(survey['trait'], trait, option['value'], next),
                    ])
                  }
                  others={values.filter((_, other) => other !== index)}
                />
                <TextsField
                  label={`Option ${index + 1}: shown as`}
                  value={option['text']}
                  path={[...at(index), 'text']}
                />
              </div>
            ) : (
              <WrittenInJson value={option} path={at(index)} what={`Option ${index + 1}`} />
            )}
            <span class="clause__buttons">
              {index > 0 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move option ${index + 1} up`}
                  onClick={() => draft.editAll([{ path: at(index), swap: at(index - 1) }])}
                >
                  Up
                </button>
              )}
              {options.length > 2 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Remove option ${index + 1}`}
                  onClick={() => draft.remove(at(index))}
                >
                  Remove
                </button>
              )}
            </span>
            <Said path={[...at(index), 'value']} />
          </li>
        ))}
      </ol>
      <Said path={[...path, 'options']} />
      <button
        class="button"
        type="button"
        onClick={() =>
          draft.editAll([
            {
              path: [...path, 'options', -1],
              value: { value: fresh, text: `Option ${options.length + 1}` },
            },
            ...allowedEdits(survey['trait'], trait, undefined, fresh),
          ])
        }
      >
        Add an option
      </button>
    </>
  );
}

/** A text, a number, or yes and no: as it is written. */
function ValueField({
  label,
  value,
  others,
  onValue,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly others: readonly unknown[];
  readonly onValue: (value: string | number | boolean) => void;
}) {
  if (typeof value === 'number')
    return <NumberField label={label} value={value} onValue={onValue} />;
  if (typeof value === 'boolean')
    return (
      <SelectField
        label={label}
        value={value ? 'yes' : 'no'}
        options={[
          ['yes', 'yes'],
          ['no', 'no'],
        ]}
        onValue={(next) => onValue(next === 'yes')}
      />
    );
  return (
    <TextField
      label={label}
      value={typeof value === 'string' ? value : ''}
      onValue={(next) => !others.includes(next) && onValue(next)}
    />
  );
}

/** The ends of a scale. */
function Ends({ survey, path }: PartProps) {
  return (
    <div class="optionals">
      {survey['type'] === 'scale' && (
        <Optional
          name="other steps than five"
          value={survey['steps']}
          path={[...path, 'steps']}
          fresh={7}
        >
          <NumberField
            label="Steps of the scale"
            value={Number(survey['steps'])}
            min={2}
            max={10}
            onValue={(next) => draft.edit([...path, 'steps'], Math.round(next))}
          />
        </Optional>
      )}
      {(
        [
          ['low', 'words for the low end', 'Not at all'],
          ['high', 'words for the high end', 'Very much'],
        ] as const
      ).map(([key, name, fresh]) => (
        <Optional key={key} name={name} value={survey[key]} path={[...path, key]} fresh={fresh}>
          <TextsField
            label={key === 'low' ? 'Words for the low end' : 'Words for the high end'}
            value={survey[key]}
            path={[...path, key]}
          />
        </Optional>
      ))}
    </div>
  );
}

/** The trait that the answer becomes. */
function Answer({ survey, path, definitions }: PartProps & Pick<EditorProps, 'definitions'>) {
  const id = String(survey['trait']);
  const traits = definitions.traits ?? {};
  const trait: unknown = Object.hasOwn(traits, id) ? traits[id] : undefined;
  return (
    <>
      <h3>What becomes of the answer</h3>
      <SelectField
        label="It becomes the trait"
        value={id}
        options={choicesOf(definitions, 'traits')}
        help="Conditions can read it, as the answer to this question."
        onValue={(next) => draft.edit([...path, 'trait'], next)}
      />
      <Said path={[...path, 'trait']} />
      {takesAll(trait, survey) ? (
        <p>
          <a href={linkTo('draft', 'traits', id)}>Open the trait</a>
        </p>
      ) : (
        <p>
          {trait === undefined
            ? 'There is no such trait. '
            : 'The trait does not take every answer that can be given. '}
          <button
            class="button button--small"
            type="button"
            onClick={() => draft.editAll(traitEdits(id, trait, survey))}
          >
            {trait === undefined ? 'Add the trait' : 'Let it take them'}
          </button>
        </p>
      )}
    </>
  );
}

/** Who is asked, how often, and where. */
function Shown({
  value,
  path,
  definitions,
}: {
  readonly value: unknown;
  readonly path: Path;
} & Pick<EditorProps, 'definitions'>) {
  const show = isObject(value) ? value : {};
  return (
    <>
      <h3>Who is asked, and how often</h3>
      <Said path={path} />
      <MembersField
        label="Whoever is in one of these"
        value={show['segments']}
        path={[...path, 'segments']}
        definitions={definitions}
        least={1}
      />
      <div class="optionals">
        <Optional
          name="after how long it is asked again"
          value={show['every']}
          path={[...path, 'every']}
          fresh="90d"
          help="By default never."
        >
          <DurationField
            label="Asked again so long after it was answered or closed"
            value={String(show['every'])}
            onValue={(next) => draft.edit([...path, 'every'], next)}
          />
        </Optional>
        <Optional
          name="how often it is shown"
          value={show['cap']}
          path={[...path, 'cap']}
          fresh={1}
          help="To who neither answers nor closes it; by default three times."
        >
          <NumberField
            label="Shown at most so often to who neither answers nor closes it"
            value={Number(show['cap'])}
            min={1}
            max={20}
            onValue={(next) => draft.edit([...path, 'cap'], Math.round(next))}
          />
        </Optional>
      </div>
      <SelectField
        label="Where the page has no place for it"
        value={show['place'] === 'slot' ? 'slot' : 'corner'}
        options={[
          ['corner', 'it is shown in a corner'],
          ['slot', 'it is not shown'],
        ]}
        onValue={(next) => draft.edit([...path, 'place'], next === 'corner' ? undefined : next)}
      />
      <Said path={[...path, 'place']} />
    </>
  );
}
