/** Whether an id is handed to other scripts of the page, and by which way. */
import type { ActivationTarget, Definitions } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { CheckField, SelectField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

export const WAYS = Object.entries(english.words.ways) as readonly (readonly [
  ActivationTarget,
  string,
])[];

export function ActivateField({
  value,
  path,
  definitions,
}: {
  readonly value: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const ways: readonly unknown[] = Array.isArray(value) ? value : [];
  const form = value === undefined ? 'none' : value === true ? 'all' : 'some';
  const recipients: unknown = definitions.activation?.recipients;
  const [first] = Object.keys(isObject(recipients) ? recipients : {});
  const set = (next: unknown) => void draft.edit(path, next);
  return (
    <div>
      <SelectField
        label="Handed to other scripts of the page"
        value={form}
        options={[
          ['none', 'to nobody'],
          ['all', 'to all recipients that are named'],
          ['some', 'by some ways only'],
        ]}
        help="Only of visitors who agree to that."
        onValue={(next) =>
          set(next === 'none' ? undefined : next === 'all' ? true : [first ?? 'dataLayer'])
        }
      />
      {form === 'some' &&
        WAYS.map(([way, words]) => (
          <CheckField
            key={way}
            label={words}
            value={ways.includes(way)}
            onValue={(on) => {
              const at = ways.indexOf(way);
              if (on) draft.edit([...path, -1], way);
              else if (ways.length > 1) draft.remove([...path, at]);
              else set(undefined);
            }}
          />
        ))}
      {form !== 'none' && first === undefined && (
        <p class="soft">
          Who receives it is said of <a href={linkTo('draft', 'document')}>the document</a>.
        </p>
      )}
      <Said path={path} isDeep />
    </div>
  );
}
