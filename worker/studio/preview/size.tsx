import { shareText } from '../../../shared/counting/index.ts';
import { factsOfNoLog } from '../../../shared/logs/facts-read.ts';
import { complete, definitions, result, segment } from './state.ts';
import { sampled } from './sample.ts';
import { part, whole } from './said.ts';

/** "about 1,240 (1,080 to 1,400)", until all were looked at. */
export function Size() {
  const { value: known } = result;
  const figure = known?.figure;
  if (!known || !figure)
    return (
      <p class="preview__size" role="status">
        Looking …
      </p>
    );
  const { visitors, of, members, unknown } = figure;
  const interval = sampled(figure);
  const { value, interval: within } = shareText(interval);
  const people = (share: number) => whole(Math.round(share * of));
  const isUnknown = visitors > 0 && unknown === visitors;
  return (
    <section aria-labelledby="preview-size">
      <h2 id="preview-size">Size</h2>
      {known.disabled !== null && <p class="error">It cannot be evaluated: {known.disabled}.</p>}
      <p class="preview__size" data-exact={known.isExact}>
        {isUnknown ? (
          <strong>Unknown</strong>
        ) : known.isExact ? (
          <>
            <strong>
              {whole(members)}
              {unknown > 0 && ` to ${whole(members + unknown)}`}
            </strong>{' '}
            of {whole(visitors)} visitors, {part(members, visitors)}
            {unknown > 0 && ` to ${part(members + unknown, visitors)}`}
          </>
        ) : (
          <>
            <strong>about {people(interval.share)}</strong> ({people(interval.low)} to{' '}
            {people(interval.high)}) of {whole(of)} visitors, {value} ({within})
          </>
        )}
      </p>
      <p class="soft">
        {known.isExact
          ? `All of the log, exactly. ${unknown > 0 ? `Of ${whole(unknown)} more the log does not say enough.` : ''}`
          : `From ${whole(visitors)} visitors drawn by chance, with 95 %; the others follow.`}
      </p>
      <Untold />
      <Missing />
    </section>
  );
}

/** What the segment reads and no log holds. */
function Untold() {
  const facts =
    definitions.value && segment.value ? factsOfNoLog(definitions.value, segment.value) : [];
  if (facts.length === 0) return null;
  return (
    <p class="soft">
      No log of events holds{' '}
      {facts.map((fact, at) => (
        <>
          {at > 0 && (at === facts.length - 1 ? ' and ' : ', ')}
          <code>{fact}</code>
        </>
      ))}
      , which the segment reads: it is unknown for whoever is in or out by that alone.
    </p>
  );
}

/** What the segment reads and the log has not. */
function Missing() {
  const missing = result.value?.missing ?? [];
  if (missing.length === 0 && !complete.value) return null;
  return (
    <>
      <ul class="soft">
        {missing.map(({ kind, names, readBy, near }) => (
          <li key={names.join()}>
            The log has no {kind === 'event' ? 'event' : 'column'} <code>{names.join(' or ')}</code>
            , which {readBy.join(', ')} {readBy.length === 1 ? 'reads' : 'read'}.{' '}
            {near !== null && (
              <>
                Is it <code>{near}</code> there?{' '}
              </>
            )}
            {complete.value ? 'It counts as none.' : 'It is unknown.'}
          </li>
        ))}
      </ul>
      <label class="preview__check">
        <input
          type="checkbox"
          checked={complete.value}
          onChange={({ currentTarget }) => (complete.value = currentTarget.checked)}
        />
        The log holds all that happened: what it lacks is none
      </label>
    </>
  );
}
