/** What the site or a visitor declares, and lists that conditions name. */
import { ListField, SelectField, TextField } from '../components/index.ts';
import type { Definitions, TraitDefinition } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { draft } from '../draft/index.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

interface Props {
  readonly id: string;
  readonly definitions: Definitions;
}

const TYPES = Object.entries(english.words.types) as readonly (readonly [
  TraitDefinition['type'],
  string,
])[];

const scalars = (value: unknown): readonly (string | number)[] =>
  Array.isArray(value)
    ? value.filter((each) => typeof each === 'string' || typeof each === 'number')
    : [];

export function TraitEditor({ id, definitions }: Props) {
  const trait: unknown = definitions.traits?.[id];
  if (!isObject(trait)) return <p>There is no such trait in the draft.</p>;
  const path = ['traits', id];
  const isNumber = trait['type'] === 'number';
  return (
    <>
      <Said path={path} />
      <p class="soft">
        The site tells it with <code>covey.identify</code>, or a visitor says it in a survey.
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
      {trait['type'] !== 'boolean' && trait['type'] !== 'date' && (
        <ListField
          label="Allowed values"
          value={scalars(trait['values'])}
          isNumbers={isNumber}
          isEmptyAllowed
          help="Others are refused when it is set. Several with commas between them."
          onValue={(values) =>
            draft.edit([...path, 'values'], values.length === 0 ? undefined : values)
          }
        />
      )}
      <Said path={[...path, 'values']} isDeep />
      <TextField
        label="Description"
        value={typeof trait['description'] === 'string' ? trait['description'] : ''}
        isEmptyAllowed
        onValue={(text) => draft.edit([...path, 'description'], text === '' ? undefined : text)}
      />
    </>
  );
}

export function ListEditor({ id, definitions }: Props) {
  const list = scalars(definitions.savedGroups?.[id]);
  const path = ['savedGroups', id];
  return (
    <>
      <p class="soft">A condition on a text may ask whether it is in the list.</p>
      <ListField
        label="Values"
        value={list}
        isNumbers={list.length > 0 && list.every((each) => typeof each === 'number')}
        onValue={(values) => draft.edit(path, values)}
      />
      <Said path={path} isDeep />
    </>
  );
}
