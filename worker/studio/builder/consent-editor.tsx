/** Which text visitors answer, and in which countries measurement is asked for. */
import { draft } from '../draft/index.ts';
import { NumberField, SelectField } from '../components/index.ts';
import { countries } from './known-values.ts';
import { Optional } from './optional.tsx';
import { PickField } from './pick-field.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

const PATH = ['consent', 'policies'];
const ELSEWHERE = '*';

export function Policies({ value }: { readonly value: unknown }) {
  const consent = isObject(value) ? value : {};
  const policies = isObject(consent['policies']) ? consent['policies'] : {};
  const places = [[ELSEWHERE, 'Everywhere else'] as const, ...countries()];
  const nameOf = (country: string) => places.find(([each]) => each === country)?.[1] ?? country;
  const free = places.filter(([each]) => !Object.hasOwn(policies, each));
  const isLast = Object.keys(policies).length === 1;
  return (
    <>
      <Optional
        name="a version of the text"
        value={consent['text']}
        path={['consent', 'text']}
        fresh={1}
        help="That visitors answer: a new one asks again."
      >
        <NumberField
          label="Version of the text that visitors answer"
          value={Number(consent['text'])}
          min={1}
          help="A new one asks again."
          onValue={(next) => draft.edit(['consent', 'text'], Math.round(next))}
        />
      </Optional>
      <p class="soft">
        Personalisation is always asked for. So is measurement, but where the law allows that it is
        on until the visitor objects, and you say so here.
      </p>
      {Object.entries(policies).map(([country, policy]) => (
        <div key={country} class="together">
          <SelectField
            label={`${nameOf(country)}: measurement`}
            value={isObject(policy) ? String(policy['measurement']) : 'ask'}
            options={[
              ['ask', 'is asked for'],
              ['inform', 'is on until the visitor objects'],
            ]}
            onValue={(next) => draft.edit([...PATH, country, 'measurement'], next)}
          />
          <button
            class="plain"
            type="button"
            aria-label={`Remove the policy: ${nameOf(country)}`}
            onClick={() => draft.remove(isLast ? PATH : [...PATH, country])}
          >
            Remove
          </button>
        </div>
      ))}
      <PickField
        label="A country"
        options={free}
        act="Say it of this country"
        onPick={(country) =>
          draft.edit([...PATH, country], { personalisation: 'ask', measurement: 'ask' })
        }
      />
      <Said path={['consent']} isDeep />
    </>
  );
}
