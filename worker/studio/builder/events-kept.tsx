/** What is to be known of events beyond their names: which happen once, and which are kept for segments still to come. */
import {
  CommitField,
  DurationField,
  ListField,
  SelectField,
  TextField,
} from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { EVENT_NAMES, PROPERTIES } from './facts.ts';
import { listEdits } from './list-edits.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { WrittenInJson } from './written-in-json.tsx';

const NAMES = EVENT_NAMES.map(([event]) => event).filter((event) => event !== '*');

/** Which property tells one such event from another. */
export function EventsOnce({ value }: { readonly value: unknown }) {
  const events = isObject(value) ? value : {};
  const ids = Object.keys(events);
  return (
    <div>
      <p class="field__label">Events that happen once, however often they are sent</p>
      <p class="soft">
        Purchases and refunds do, by their <code>transaction_id</code>.
      </p>
      {Object.entries(events).map(([event, said]) => {
        const path = ['events', event];
        const id = isObject(said) ? said['id'] : undefined;
        return (
          <div key={event} class="together">
            <SelectField
              label={`${event} happens`}
              value={id === false ? 'each' : 'once'}
              options={[
                ['once', 'once for each value of'],
                ['each', 'as often as it is sent'],
              ]}
              onValue={(next) =>
                draft.edit([...path, 'id'], next === 'each' ? false : `${event}_id`)
              }
            />
            {id !== false && (
              <TextField
                label={`${event}: the property`}
                value={typeof id === 'string' ? id : ''}
                onValue={(next) => draft.edit([...path, 'id'], next.trim())}
              />
            )}
            <button
              class="plain"
              type="button"
              aria-label={`Remove ${event}`}
              onClick={() => draft.remove(ids.length > 1 ? path : ['events'])}
            >
              Remove
            </button>
          </div>
        );
      })}
      <CommitField
        label="Another event"
        value=""
        list={NAMES}
        isAllowed={(event) => !ids.includes(event)}
        onValue={(event) => event !== '' && draft.edit(['events', event], { id: `${event}_id` })}
      />
      <Said path={['events']} isDeep />
    </div>
  );
}

/** Events that are kept before a segment reads them. */
export function History({ value }: { readonly value: unknown }) {
  const kept: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <div>
      <p class="field__label">Events kept for segments still to come</p>
      {kept.length === 0 && <p class="soft">None: kept is what segments read.</p>}
      {kept.map((one, at) => {
        const path = ['history', at];
        if (!isObject(one))
          return <WrittenInJson key={at} value={one} path={path} what={`Kept event ${at + 1}`} />;
        const properties = Array.isArray(one['properties']) ? one['properties'].map(String) : [];
        return (
          <fieldset key={at} class="inner">
            <legend>{String(one['event'])}</legend>
            <div class="fields">
              <TextField
                label={`Kept event ${at + 1}`}
                value={String(one['event'])}
                list={NAMES}
                onValue={(next) => draft.edit([...path, 'event'], next.trim())}
              />
              <ListField
                label={`Kept event ${at + 1}: with these properties`}
                value={properties}
                isEmptyAllowed
                help={`Such as ${PROPERTIES.slice(0, 3).join(', ')}; with commas between them.`}
                onValue={(next) =>
                  draft.editAll(
                    next.length === 0 || !Array.isArray(one['properties'])
                      ? [
                          {
                            path: [...path, 'properties'],
                            value: next.length === 0 ? undefined : next,
                          },
                        ]
                      : listEdits([...path, 'properties'], properties, next),
                  )
                }
              />
              <DurationField
                label={`Kept event ${at + 1}: for how long`}
                value={String(one['for'])}
                onValue={(next) => draft.edit([...path, 'for'], next)}
              />
              <TextField
                label={`Kept event ${at + 1}: why, as a visitor reads it`}
                value={typeof one['why'] === 'string' ? one['why'] : ''}
                onValue={(next) => draft.edit([...path, 'why'], next)}
              />
            </div>
            <button
              class="plain"
              type="button"
              aria-label={`Remove kept event ${at + 1}`}
              onClick={() => draft.remove(kept.length > 1 ? path : ['history'])}
            >
              Remove
            </button>
          </fieldset>
        );
      })}
      <button
        class="plain"
        type="button"
        onClick={() => {
          const fresh = { event: 'purchase', for: '90d', why: 'To find out who comes back.' };
          draft.edit(
            Array.isArray(value) ? ['history', -1] : ['history'],
            Array.isArray(value) ? fresh : [fresh],
          );
        }}
      >
        Keep an event
      </button>
      <Said path={['history']} isDeep />
    </div>
  );
}
