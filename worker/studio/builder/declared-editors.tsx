/** What the site or a visitor declares, and lists that conditions name. */
import { ListField, SelectField } from '../components/index.ts';
import type { SegmentKind, TraitDefinition } from '../../../shared/definitions/types.ts';
import { readersOf } from '../../../shared/documents/index.ts';
import { english } from '../../../shared/reading/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { IdField } from './id-field.tsx';
import { listEdits } from './list-edits.ts';
import { nameIn } from './names.ts';
import { OptionalText } from './optional-text.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import type { EditorProps } from './thing-editor.ts';
import { WrittenInJson } from './written-in-json.tsx';

const TYPES = Object.entries(english.words.types) as readonly (readonly [
  TraitDefinition['type'],
  string,
])[];

const KINDS = Object.entries(english.words.kinds) as readonly (readonly [SegmentKind, string])[];

/** A list whose entries are all of a kind: one field holds them. Null for any other. */
const alike = (value: unknown): readonly (string | number)[] | null => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const isOf = (type: string) => list.every((each) => typeof each === type);
  return isOf('string') || isOf('number') ? (list as readonly (string | number)[]) : null;
};

export function TraitEditor({ id, definitions }: EditorProps) {
  const trait: unknown = definitions.traits?.[id];
  if (!isObject(trait)) return <p>There is no such trait in the draft.</p>;
  const path = ['traits', id];
  const isNumber = trait['type'] === 'number';
  const values = alike(trait['values']);
  const surveys = readersOf(definitions, 'traits', id).filter(({ part }) => part === 'surveys');
  return (
    <>
      <Said path={path} />
      <p class="soft">
        The site tells it with <code>covey.identify</code>
        {surveys.length === 0 ? ', or a visitor says it in a survey.' : ', or a visitor answers: '}
        {surveys.map(({ id: survey }, at) => (
          <span key={survey}>
            {at > 0 && ', '}
            <a href={linkTo('draft', 'surveys', survey)}>
              {nameIn(definitions, 'surveys', survey)}
            </a>
          </span>
        ))}
      </p>
      <SelectField
        label="It is"
        value={String(trait['type']) as TraitDefinition['type']}
        options={TYPES}
        onValue={(type) =>
          draft.editAll([
            { path: [...path, 'type'], value: type },
            { path: [...path, 'values'], value: undefined },
          ])
        }
      />
      <Said path={[...path, 'type']} />
      {trait['type'] !== 'boolean' &&
        trait['type'] !== 'date' &&
        (values === null ? (
          <WrittenInJson value={trait['values']} path={[...path, 'values']} what="Allowed values" />
        ) : (
          <ListField
            label="Allowed values"
            value={values}
            isNumbers={isNumber}
            isEmptyAllowed
            help="Others are refused when it is set. Several with commas between them."
            onValue={(next) =>
              draft.editAll(
                next.length === 0 || trait['values'] === undefined
                  ? [{ path: [...path, 'values'], value: next.length === 0 ? undefined : next }]
                  : listEdits([...path, 'values'], values, next),
              )
            }
          />
        ))}
      <Said path={[...path, 'values']} isDeep />
      <OptionalText
        label="Description"
        value={trait['description']}
        path={[...path, 'description']}
        help="For the visitor."
      />
      <SelectField
        label="For which kind of segment"
        value={typeof trait['kind'] === 'string' ? trait['kind'] : ''}
        options={[['', 'not said'], ...KINDS]}
        onValue={(kind) => draft.edit([...path, 'kind'], kind === '' ? undefined : kind)}
      />
      <Said path={[...path, 'kind']} />
      <IdField
        part="traits"
        id={id}
        definitions={definitions}
        help="By which the site tells it: with another, its code has to tell that one."
      />
    </>
  );
}

export function ListEditor({ id, definitions }: EditorProps) {
  const path = ['savedGroups', id];
  const written: unknown = definitions.savedGroups?.[id];
  const list = alike(written);
  return (
    <>
      <p class="soft">A condition on a text may ask whether it is in the list.</p>
      {list === null ? (
        <WrittenInJson value={written} path={path} what="Values" />
      ) : (
        <ListField
          label="Values"
          value={list}
          isNumbers={list.length > 0 && list.every((each) => typeof each === 'number')}
          onValue={(values) => draft.editAll(listEdits(path, list, values))}
        />
      )}
      <Said path={path} isDeep />
      <IdField part="savedGroups" id={id} definitions={definitions} />
    </>
  );
}
