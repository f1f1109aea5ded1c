/** A sequence as a chain of steps, one below the other. */
import { DurationField, NumberField, SelectField } from '../components/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { draft, type Path } from '../draft/index.ts';
import { attend, useAttention } from './attention.ts';
import { ConditionEditor } from './condition.tsx';
import { EventsField } from './events-field.tsx';
import { EVENT_FACTS } from './facts.ts';
import { objectEdits } from './list-edits.ts';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { asStep, type StepForm, stepFormOf, STEP_FORMS, stepKey } from './steps.ts';
import { WrittenInJson } from './written-in-json.tsx';

interface Props {
  readonly steps: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
  /** Steps of a block stand in no order of their own. */
  readonly isBlock?: boolean;
}

export function StepsEditor({ steps, path, definitions, isBlock = false }: Props) {
  const list: readonly unknown[] = Array.isArray(steps) ? steps : [];
  const move = (from: number, to: number) =>
    void draft.editAll([{ path: [...path, from], swap: [...path, to] }]);
  return (
    <div class="steps-editor">
      <ol class={isBlock ? 'chain chain--block' : 'chain'}>
        {list.map((step, at) => (
          <li key={at} class={`chain__step chain__step--${stepFormOf(step)}`}>
            <Step
              step={step}
              path={[...path, at]}
              at={at}
              definitions={definitions}
              isBlock={isBlock}
            />
            <div class="chain__buttons" role="group" aria-label={`Step ${at + 1}`}>
              {!isBlock && at > 0 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move step ${at + 1} up`}
                  onClick={() => move(at, at - 1)}
                >
                  Up
                </button>
              )}
              {!isBlock && at < list.length - 1 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move step ${at + 1} down`}
                  onClick={() => move(at, at + 1)}
                >
                  Down
                </button>
              )}
              {list.length > 1 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Remove step ${at + 1}`}
                  onClick={() => draft.remove([...path, at])}
                >
                  Remove
                </button>
              )}
            </div>
            <Said path={[...path, at]} isDeep />
          </li>
        ))}
      </ol>
      <button
        class="button"
        type="button"
        onClick={() => {
          attend([...path, list.length]);
          draft.edit([...path, -1], { event: 'purchase' });
        }}
      >
        {isBlock ? 'Add one' : 'Add a step'}
      </button>
    </div>
  );
}

function Step({
  step,
  path,
  at,
  definitions,
  isBlock,
}: {
  readonly step: unknown;
  readonly path: Path;
  readonly at: number;
  readonly definitions: Definitions;
  readonly isBlock: boolean;
}) {
  const place = useAttention<HTMLDivElement>(path, 'select');
  if (!isObject(step)) return <WrittenInJson value={step} path={path} what={`Step ${at + 1}`} />;
  const form = stepFormOf(step);
  const where = (
    <Optional
      name="a condition on the event"
      value={step['where']}
      path={[...path, 'where']}
      fresh={{ item_category: 'value' }}
    >
      <ConditionEditor
        condition={step['where']}
        path={[...path, 'where']}
        scope={{ facts: EVENT_FACTS, isOpen: true }}
        definitions={definitions}
        label={`Step ${at + 1}: only where`}
      />
    </Optional>
  );
  const duration = (key: 'atLeast' | 'atMost' | 'for', name: string, label: string) => (
    <Optional name={name} value={step[key]} path={[...path, key]} fresh="1h">
      <DurationField
        label={label}
        value={String(step[key])}
        onValue={(next) => draft.edit([...path, key], next)}
      />
    </Optional>
  );
  return (
    <div ref={place}>
      {!isBlock && (
        <SelectField
          label={`Step ${at + 1}`}
          value={form}
          options={STEP_FORMS.map(([each, words]) => [
            each,
            at === 0 && each === 'then' ? 'First' : words,
          ])}
          onValue={(next: StepForm) =>
            draft.editAll(
              objectEdits(path, step, asStep(step, next), [stepKey(form), stepKey(next)]),
            )
          }
        />
      )}
      {form === 'block' ? (
        <StepsEditor
          steps={step['anyOrder']}
          path={[...path, 'anyOrder']}
          definitions={definitions}
          isBlock
        />
      ) : (
        <EventsField
          label={isBlock ? `Event ${at + 1}` : `Step ${at + 1}: event`}
          value={step['event'] ?? step['not']}
          onValue={(events) => draft.edit([...path, form === 'not' ? 'not' : 'event'], events)}
        />
      )}
      <div class="optionals">
        {form !== 'block' && where}
        {form === 'not'
          ? duration('for', 'for how long not', 'Not for')
          : at > 0 && (
              <>
                {duration('atLeast', 'a wait before it', 'At least so long after')}
                {duration('atMost', 'an end to the wait', 'Less than so long after')}
              </>
            )}
        {form !== 'not' && form !== 'block' && (
          <Optional name="how often" value={step['times']} path={[...path, 'times']} fresh={2}>
            <NumberField
              label="Times"
              value={Number(step['times'])}
              min={1}
              onValue={(next) => draft.edit([...path, 'times'], Math.round(next))}
            />
          </Optional>
        )}
      </div>
    </div>
  );
}
