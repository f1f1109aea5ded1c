/** Variants of the page: who may see them, what is drawn from, when, and what is counted of it. */
import { ID_PATTERN } from '../../../shared/definitions/schema.ts';
import {
  CheckField,
  CommitField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { ActivateField } from './activate-field.tsx';
import { IdField } from './id-field.tsx';
import { freshId, whyNoId } from './ids.ts';
import { MembersField } from './members-field.tsx';
import { choicesOf } from './names.ts';
import { OptionalText } from './optional-text.tsx';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import type { EditorProps } from './thing-editor.ts';

export function ExperienceEditor({ id, definitions }: EditorProps) {
  const experience: unknown = definitions.experiences?.[id];
  if (!isObject(experience)) return <p>There is no such experience in the draft.</p>;
  const path = ['experiences', id];
  const day = (key: 'start' | 'end', label: string) => (
    <div>
      <TextField
        label={label}
        type="date"
        isEmptyAllowed
        value={typeof experience[key] === 'string' ? experience[key] : ''}
        onValue={(next) => draft.edit([...path, key], next === '' ? undefined : next)}
      />
      <Said path={[...path, key]} />
    </div>
  );
  return (
    <>
      <Said path={path} />
      <h3>Who may see it</h3>
      <MembersField
        label="Whoever is in one of these"
        value={experience['segments']}
        path={[...path, 'segments']}
        definitions={definitions}
        none="None is named: everybody."
      />
      <h3>Variants</h3>
      <Variants id={id} value={experience['variants']} path={[...path, 'variants']} />
      <Optional
        name="a share that sees the page as it is"
        value={experience['holdout']}
        path={[...path, 'holdout']}
        fresh={0.1}
        help="To compare the variants with."
      >
        <NumberField
          label="See the page as it is, in percent"
          value={asPercent(experience['holdout'])}
          min={0}
          max={90}
          onValue={(next) => draft.edit([...path, 'holdout'], Number((next / 100).toFixed(4)))}
        />
      </Optional>
      <h3>When</h3>
      <div class="fields">
        {day('start', 'First day')}
        {day('end', 'Over from this day on')}
      </div>
      <p class="soft">Days of the visitor: each begins at their own midnight.</p>
      <h3>What it is called, and counted</h3>
      <OptionalText label="Name" value={experience['name']} path={[...path, 'name']} />
      <OptionalText
        label="Description"
        value={experience['description']}
        path={[...path, 'description']}
      />
      <CheckField
        label="Counted, as one question: which variant, and whether converted where there is a goal"
        value={experience['count'] === true}
        onValue={(on) => draft.edit([...path, 'count'], on ? true : undefined)}
      />
      <Said path={[...path, 'count']} />
      <SelectField
        label="Converted is who is in"
        value={typeof experience['goal'] === 'string' ? experience['goal'] : ''}
        options={[['', 'no goal'], ...choicesOf(definitions, 'segments')]}
        onValue={(next) => draft.edit([...path, 'goal'], next === '' ? undefined : next)}
      />
      <Said path={[...path, 'goal']} />
      <ActivateField
        value={experience['activate']}
        path={[...path, 'activate']}
        definitions={definitions}
      />
      <IdField
        part="experiences"
        id={id}
        definitions={definitions}
        help={`Pages know a variant as ${id}:VARIANT. With another id everybody is drawn for anew.`}
      />
    </>
  );
}

/** 0.125 as 12.5, whatever binary fractions make of it. */
const asPercent = (share: unknown): number => Number((Number(share) * 100).toFixed(2));

function Variants({
  id,
  value,
  path,
}: {
  readonly id: string;
  readonly value: unknown;
  readonly path: Path;
}) {
  const variants = isObject(value) ? value : {};
  const ids = Object.keys(variants);
  const weightOf = (variant: unknown) =>
    isObject(variant) && typeof variant['weight'] === 'number' ? variant['weight'] : 1;
  const all = Object.values(variants).reduce<number>((sum, each) => sum + weightOf(each), 0);
  return (
    <>
      <Said path={path} />
      {Object.entries(variants).map(([variant, of], at) => (
        <fieldset key={at} class="inner">
          <legend>
            <code>{`${id}:${variant}`}</code>{' '}
            {all > 0 &&
              `for ${Math.round((100 * weightOf(of)) / all)} % of those who are not held out`}
          </legend>
          <div class="together">
            <CommitField
              label={`Variant ${at + 1}: id`}
              value={variant}
              isAllowed={(to) => to === variant || (ID_PATTERN.test(to) && !ids.includes(to))}
              whyNot={whyNoId}
              onValue={(to) => draft.editAll([{ path: [...path, variant], key: to }])}
            />
            <OptionalText
              label={`Variant ${at + 1}: name`}
              value={isObject(of) ? of['name'] : undefined}
              path={[...path, variant, 'name']}
            />
            <NumberField
              label={`Variant ${at + 1}: weight`}
              value={weightOf(of)}
              min={1}
              max={1000}
              onValue={(next) => draft.edit([...path, variant, 'weight'], Math.round(next))}
            />
          </div>
          {ids.length > 1 && (
            <button
              class="plain"
              type="button"
              aria-label={`Remove this variant: ${variant}`}
              onClick={() => draft.remove([...path, variant])}
            >
              Remove this variant
            </button>
          )}
          <Said path={[...path, variant]} isDeep />
        </fieldset>
      ))}
      <button
        class="button"
        type="button"
        onClick={() => draft.edit([...path, freshId('variant', variants)], {})}
      >
        Add a variant
      </button>
    </>
  );
}
