/** Events, by what they are called: "Looked at a product", or a name that is typed. */
import { useSignal } from '@preact/signals';
import { SelectField, TextField } from '../components/index.ts';
import { EVENT_NAMES } from './facts.ts';

const OWN = ' ';

/** One event. */
export function EventField({
  label,
  value,
  onValue,
  isAnyAllowed = true,
  isLabelHidden = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (event: string) => void;
  readonly isAnyAllowed?: boolean;
  readonly isLabelHidden?: boolean;
}) {
  const isKnown = EVENT_NAMES.some(([event]) => event === value);
  const isOwn = useSignal(!isKnown);
  const names = EVENT_NAMES.filter(([event]) => isAnyAllowed || event !== '*');
  return (
    <div class="together">
      <SelectField
        label={label}
        isLabelHidden={isLabelHidden}
        value={isOwn.value || !isKnown ? OWN : value}
        options={[...names, [OWN, 'Another event, by its name …']]}
        onValue={(event) => {
          isOwn.value = event === OWN;
          if (event !== OWN) onValue(event);
        }}
      />
      {(isOwn.value || !isKnown) && (
        <TextField
          label={`${label}: its name`}
          isLabelHidden={isLabelHidden}
          value={value}
          onValue={(name) => onValue(name.trim())}
        />
      )}
    </div>
  );
}

/** One or several, of which any is meant. */
export function EventsField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly onValue: (events: string | readonly string[]) => void;
}) {
  const events = [value].flat().filter((each) => typeof each === 'string');
  const set = (next: readonly string[]) => {
    const [only = 'page_view'] = next;
    onValue(next.length === 1 ? only : next);
  };
  return (
    <div class="events">
      {events.map((event, at) => (
        <div key={at} class="events__one">
          <EventField
            label={at === 0 ? label : `${label}, or ${at + 1}`}
            value={event}
            isAnyAllowed={events.length === 1}
            onValue={(name) => set(events.map((each, index) => (index === at ? name : each)))}
          />
          {events.length > 1 && (
            <button
              class="plain"
              type="button"
              aria-label={`${label}: remove ${event}`}
              onClick={() => set(events.filter((_, index) => index !== at))}
            >
              Remove
            </button>
          )}
        </div>
      ))}
      {events[0] !== '*' && (
        <button
          class="plain"
          type="button"
          aria-label={`${label}: or another event`}
          onClick={() =>
            set([
              ...events,
              EVENT_NAMES.find(([name]) => name !== '*' && !events.includes(name))?.[0] ??
                'page_view',
            ])
          }
        >
          Or another event
        </button>
      )}
    </div>
  );
}
