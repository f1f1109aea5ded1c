import { listed } from '../../../shared/reading/called.ts';
import { Notice } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { go, linkTo } from '../routes/index.ts';
import { Condition } from './condition.tsx';
import { Forecast } from './forecast.tsx';
import { Members } from './members.tsx';
import { Metrics } from './metrics.tsx';
import { Overlaps } from './overlaps.tsx';
import { OverTime } from './over-time.tsx';
import { Size } from './size.tsx';
import { SourceForm } from './source-form.tsx';
import { isWorking, segment, source, summary } from './state.ts';
import { TakenLog } from './taken-log.tsx';

function Choice() {
  const segments = draft.definitions.value?.segments ?? {};
  const ids = Object.keys(segments);
  return (
    <label>
      Segment
      <select
        value={segment.value ?? ''}
        onChange={({ currentTarget }) => go('preview', currentTarget.value)}
      >
        {ids.map((id) => (
          <option key={id} value={id}>
            {listed(id, segments[id])}
          </option>
        ))}
      </select>
    </label>
  );
}

function Draft() {
  const errors = draft.findings.value.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return (
    <>
      {draft.definitions.value !== null && <Choice />}
      {first && (
        <Notice amber>
          The draft has {errors.length === 1 ? 'an error' : `${errors.length} errors`}; what is
          shown is from before. {first.message} <a href={linkTo('draft')}>See all</a>
        </Notice>
      )}
    </>
  );
}

export function Page() {
  if (draft.id.value === null)
    return (
      <>
        <h1>Preview</h1>
        <p>
          <a href={linkTo('')}>Begin a draft, or open one</a>, and see here what its segments come
          to.
        </p>
      </>
    );
  const id = segment.value;
  return (
    <div class="preview" data-working={isWorking.value}>
      <h1>Preview</h1>
      <SourceForm />
      {summary.value && (
        <>
          {source.value?.kind === 'generated' && (
            <Notice amber>
              Generated, not your visitors: a made-up shop, to try things out. No number here says
              anything of your site.
            </Notice>
          )}
          <Draft />
          {id === null && (
            <p>
              The draft has no segment without errors yet. <a href={linkTo('draft')}>Write one</a>.
            </p>
          )}
          {id !== null && (
            <>
              <Size />
              <Condition key={id} id={id} />
              <Metrics id={id} />
              <OverTime />
              <Overlaps id={id} />
              <Members />
              <Forecast id={id} />
              {/* Sections above come one after the other: until then none of them is missing. */}
              {isWorking.value && <p class="soft">More is being worked out …</p>}
            </>
          )}
          <TakenLog />
        </>
      )}
    </div>
  );
}
