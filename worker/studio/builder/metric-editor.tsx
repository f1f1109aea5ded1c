/** A metric: its kind, what it is about, and within which bounds. Parameters follow from the kind's description. */
import {
  CheckField,
  DurationField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import type { Definitions, MetricDefinition } from '../../../shared/definitions/types.ts';
import { WORDS } from '../../../shared/metrics/all-words.ts';
import type { Parameter } from '../../../shared/metrics/spec.ts';
import { type Kind, SPECS, kindOf } from '../../../shared/metrics/specs.ts';
import { draft, type Path } from '../draft/index.ts';
import { ConditionEditor } from './condition.tsx';
import { EachEditor } from './each-editor.tsx';
import { EventField, EventsField } from './events-field.tsx';
import { EVENT_FACTS, PROPERTIES, sessionFacts, visitorFacts } from './facts.ts';
import { FormulaField } from './formula-field.tsx';
import { objectEdits } from './list-edits.ts';
import { asKind, eventIn, KIND_NAMES, valueFor } from './metric-kinds.ts';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { WindowField } from './window-field.tsx';
import { WrittenInJson } from './written-in-json.tsx';

interface Props {
  readonly metric: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
  /** Of one visit: with the figures beside it, which a formula may read. It has no window of its own. */
  readonly visit?: { readonly [id: string]: MetricDefinition } | undefined;
}

/** A visit has no visits in it. */
const VISIT_KINDS = KIND_NAMES.filter(([kind]) => SPECS[kind].takes !== 'condition');

export function MetricEditor({ metric, path, definitions, visit }: Props) {
  if (!isObject(metric))
    return <WrittenInJson value={metric} path={path} what="This is no metric" />;
  const kind = kindOf(metric);
  const takes = kind && SPECS[kind].takes;
  const isOfEvents = takes !== undefined && takes !== 'formula' && takes !== 'condition';
  return (
    <div class="metric" role="group" aria-label="What is computed">
      <SelectField
        label="What is computed"
        value={kind ?? ('count' as Kind)}
        options={visit ? VISIT_KINDS : KIND_NAMES}
        onValue={(next) =>
          draft.editAll(objectEdits(path, metric, asKind(metric, next), kind && [kind, next]))
        }
      />
      <Said path={path} />
      {kind && <Taken {...{ kind, metric, path, definitions, visit }} />}
      {kind && <Said path={[...path, kind]} isDeep={takes === 'events' || takes === 'property'} />}
      <div class="optionals">
        {kind &&
          Object.entries(SPECS[kind].parameters).map(([key, parameter]) => (
            <ParameterField
              key={key}
              name={key}
              parameter={parameter}
              help={WORDS[kind].parameters?.[key]}
              value={metric[key]}
              path={[...path, key]}
              definitions={definitions}
            />
          ))}
      </div>
      {takes !== 'formula' && (!visit || metric['within'] !== undefined) && (
        <>
          <WindowField value={metric['within']} path={[...path, 'within']} />
          <Said path={[...path, 'within']} isDeep />
        </>
      )}
      {isOfEvents && (
        <div class="optionals">
          <Optional
            name="a condition on the event"
            value={metric['where']}
            path={[...path, 'where']}
            fresh={{ item_category: 'value' }}
          >
            <ConditionEditor
              condition={metric['where']}
              path={[...path, 'where']}
              scope={{ facts: EVENT_FACTS, isOpen: true }}
              definitions={definitions}
              label="Only events where"
            />
          </Optional>
          {(['after', 'before'] as const).map((key) => (
            <Bound key={key} name={key} metric={metric} path={path} definitions={definitions} />
          ))}
        </div>
      )}
    </div>
  );
}

function Bound({
  name,
  metric,
  path,
  definitions,
}: {
  readonly name: 'after' | 'before';
  readonly metric: { readonly [key: string]: unknown };
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const value = metric[name];
  const at = [...path, name];
  return (
    <Optional
      name={
        name === 'after' ? 'a sequence after which it begins' : 'a sequence before which it ends'
      }
      value={value}
      path={at}
      fresh={{ sequence: [{ event: eventIn(metric) }] }}
    >
      <p class="field__label">
        {name === 'after'
          ? 'Only after this was last completed'
          : 'Only before this was first begun'}
      </p>
      <StepsEditor
        steps={isObject(value) ? value['sequence'] : undefined}
        path={[...at, 'sequence']}
        definitions={definitions}
      />
      {isObject(value) && (
        <div class="optionals">
          {Object.entries(SPECS.sequence.parameters).map(([key, parameter]) => (
            <ParameterField
              key={key}
              name={key}
              parameter={parameter}
              help={WORDS.sequence.parameters?.[key]}
              value={value[key]}
              path={[...at, key]}
              definitions={definitions}
            />
          ))}
        </div>
      )}
      {name === 'after' && (
        <CheckField
          label="Everything, where that never was"
          value={metric['orEver'] === true}
          onValue={(on) => draft.edit([...path, 'orEver'], on ? true : undefined)}
        />
      )}
    </Optional>
  );
}

function Taken({
  kind,
  metric,
  path,
  definitions,
  visit,
}: Props & {
  readonly kind: Kind;
  readonly metric: { readonly [key: string]: unknown };
}) {
  const at = [...path, kind];
  const value = metric[kind];
  const set = (next: unknown) => void draft.edit(at, next);
  switch (SPECS[kind].takes) {
    case 'events':
      return <EventsField label="Of which event" value={value} onValue={set} />;
    case 'property': {
      const [event = '', ...rest] = String(value).split('.');
      return (
        <div class="together">
          <EventField
            label="Of which event"
            value={event}
            isAnyAllowed={false}
            onValue={(name) => set([name, ...rest].join('.'))}
          />
          <TextField
            label="Which property of it"
            value={rest.join('.')}
            list={PROPERTIES}
            onValue={(name) => set(`${event}.${name.trim()}`)}
          />
        </div>
      );
    }
    case 'steps':
      return <StepsEditor steps={value} path={at} definitions={definitions} />;
    case 'condition': {
      const each = isObject(metric['each'])
        ? (metric['each'] as { readonly [id: string]: MetricDefinition })
        : {};
      return (
        <ConditionEditor
          condition={value}
          path={at}
          scope={{
            facts: sessionFacts(definitions, each),
            isOpen: false,
            figures: { path: [...path, 'each'], there: each },
          }}
          definitions={definitions}
          label="Visits in which"
        />
      );
    }
    case 'formula': {
      const facts = visit ? sessionFacts(definitions, visit) : visitorFacts(definitions);
      return (
        <FormulaField label="It is" value={value} path={at} facts={facts} self={path.at(-1)} />
      );
    }
  }
}

/** What a parameter that may be left out is called on the button that adds it. */
const ADDED: { readonly [parameter: string]: string } = {
  by: 'the same value each time',
  atLeast: 'how often in each',
  streak: 'days, weeks or months in a row',
  of: 'from the first on',
  span: 'within how long in all',
  scope: 'whether all in one visit',
  value: 'one value alone',
  each: 'figures of a visit',
};

function ParameterField({
  name,
  parameter,
  help,
  value,
  path,
  definitions,
}: {
  readonly name: string;
  readonly parameter: Parameter;
  readonly help: string | undefined;
  readonly value: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const field = <ParameterInput {...{ name, parameter, help, value, path, definitions }} />;
  if (parameter.required)
    return (
      <div>
        {field}
        <Said path={path} isDeep />
      </div>
    );
  return (
    <Optional
      name={ADDED[name] ?? `“${name}”`}
      value={value}
      path={path}
      fresh={valueFor(parameter)}
      help={help}
    >
      {field}
    </Optional>
  );
}

function ParameterInput({
  name,
  parameter: { type, of = [], from, to },
  help,
  value,
  path,
  definitions,
}: Parameters<typeof ParameterField>[0]) {
  const label =
    name.charAt(0).toUpperCase() +
    name.slice(1).replace(/[A-Z]/g, (one) => ` ${one.toLowerCase()}`);
  const set = (next: unknown) => void draft.edit(path, next);
  const field = { label, help } as const;
  switch (type) {
    case 'duration':
      return <DurationField {...field} value={String(value)} onValue={set} />;
    case 'name':
      return <TextField {...field} value={String(value)} list={PROPERTIES} onValue={set} />;
    case 'text':
      return <TextField {...field} value={String(value)} onValue={set} />;
    case 'whole':
    case 'number':
      return (
        <NumberField
          {...field}
          value={Number(value)}
          min={from}
          max={to}
          onValue={(next) => set(type === 'whole' ? Math.round(next) : next)}
        />
      );
    case 'choice':
      return (
        <SelectField
          {...field}
          value={String(value)}
          options={of.map((each) => [each, each])}
          onValue={set}
        />
      );
    case 'metrics':
      return (
        <EachEditor value={value} path={path} help={help}>
          {(metric, at, visit) => (
            <MetricEditor metric={metric} path={at} definitions={definitions} visit={visit} />
          )}
        </EachEditor>
      );
  }
}
