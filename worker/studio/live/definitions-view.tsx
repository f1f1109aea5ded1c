/** The published definitions, as any visitor could read them. */
import type {
  Definitions,
  SegmentDefinition,
  SegmentStage,
} from '../../../shared/definitions/types.ts';
import { binText, binValuesOf } from '../../../shared/histograms/index.ts';
import { date } from '../components/index.ts';
import type { SignedDefinitions } from '../site/index.ts';
import { conditionText, metricText, valueText } from './words.ts';

const STAGES: readonly (SegmentStage | undefined)[] = [
  'acquisition',
  'onboarding',
  'retention',
  undefined,
];

function Segment({
  id,
  segment,
  definitions,
}: {
  id: string;
  segment: SegmentDefinition;
  definitions: Definitions;
}) {
  const { when, keep, exclude, excludeEver, count, shadow, kind } = segment;
  const marks = [
    kind,
    count ? 'counted' : null,
    shadow ? 'shadow: never shown to the page' : null,
  ].filter((mark) => mark !== null && mark !== undefined);
  return (
    <li class="segment">
      <h3>{segment.name ?? id}</h3>
      <p class="soft">
        <code>{id}</code>
        {marks.length > 0 ? `, ${marks.join(', ')}` : ''}
      </p>
      <p>In while {conditionText(when, definitions)}.</p>
      {keep && (
        <p>
          Stays {keep === 'forever' ? 'for ever' : `for ${valueText(keep)}`} after that last held.
        </p>
      )}
      {exclude && <p>Out while {conditionText(exclude, definitions)}.</p>}
      {excludeEver && <p>Out for ever once {conditionText(excludeEver, definitions)}.</p>}
      <details>
        <summary>JSON</summary>
        <pre>{JSON.stringify({ [id]: segment }, null, 2)}</pre>
      </details>
    </li>
  );
}

export function DefinitionsView({ signed }: { signed: SignedDefinitions }) {
  const { definitions, signers, hash } = signed;
  const segments = Object.entries(definitions.segments);
  const { metrics = {}, groups = {}, histograms = {}, traits = {} } = definitions;
  return (
    <>
      <div class="lede">
        <div>
          <h1>{definitions.site}</h1>
          <p>
            {`Version ${definitions.version}, issued ${date(definitions.issued)}, good until ${date(definitions.expires)}.`}
          </p>
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>Signed by</dt>
          <dd>
            {signers ? (
              <code>{signers.join(', ')}</code>
            ) : (
              'The Worker did not note whose signature it checked. covey get --public-key checks.'
            )}
          </dd>
        </div>
        <div>
          <dt>Hash</dt>
          <dd>
            <code>{hash}</code>
          </dd>
        </div>
        <div>
          <dt>Segments</dt>
          <dd>{segments.length}</dd>
        </div>
        <div>
          <dt>Counting</dt>
          <dd>
            {`ε = ${definitions.counting?.epsilon ?? 2}, every ${valueText(definitions.counting?.period ?? '28d')}`}
          </dd>
        </div>
      </dl>
      <p class="soft measure">
        These rules are public. A page uses them only if a key that it knows has signed these very
        bytes; this Worker holds no such key and cannot change them.
      </p>
      {STAGES.map((stage) => {
        const here = segments.filter(([, segment]) => segment.stage === stage);
        return (
          here.length > 0 && (
            <section key={stage ?? 'other'} aria-labelledby={`stage-${stage}`}>
              <h2 id={`stage-${stage}`} class="stage">
                {`${stage ? stage.charAt(0).toUpperCase() + stage.slice(1) : 'Other'} `}
                <small>{here.length}</small>
              </h2>
              <ul class="segments">
                {here.map(([id, segment]) => (
                  <Segment key={id} id={id} segment={segment} definitions={definitions} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {Object.keys(groups).length > 0 && (
        <>
          <h2 class="stage">
            Groups <small>the first segment that holds takes the visitor</small>
          </h2>
          <dl class="list">
            {Object.entries(groups).map(([id, group]) => (
              <div key={id}>
                <dt>
                  {group.name ?? id}
                  {group.count ? ', counted' : ''}
                </dt>
                <dd>
                  {group.segments
                    .map((segment) => definitions.segments[segment]?.name ?? segment)
                    .join(', ')}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {Object.keys(histograms).length > 0 && (
        <>
          <h2 class="stage">
            Histograms <small>counted: in which bin a metric's value is</small>
          </h2>
          <dl class="list">
            {Object.entries(histograms).map(([id, { name = id, metric, bins }]) => (
              <div key={id}>
                <dt>{name}</dt>
                <dd>
                  {`${metrics[metric]?.name ?? metric}: ${[...bins, null].map((to, at) => binText({ from: bins[at - 1] ?? null, to }, binValuesOf(definitions, id))).join('; ')}`}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h2 class="stage">
        Metrics <small>what a device keeps events for</small>
      </h2>
      <dl class="list">
        {Object.entries(metrics).map(([id, metric]) => (
          <div key={id}>
            <dt>{metric.name ?? id}</dt>
            <dd>{metricText(metric)}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(traits).length > 0 && (
        <>
          <h2 class="stage">
            Traits <small>what a visitor may say about themselves</small>
          </h2>
          <dl class="list">
            {Object.entries(traits).map(([id, trait]) => (
              <div key={id}>
                <dt>{id}</dt>
                <dd>
                  {trait.description ?? trait.type}
                  {trait.values ? `: ${trait.values.join(', ')}` : ''}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <details class="whole">
        <summary>The whole document</summary>
        <pre>{JSON.stringify(definitions, null, 2)}</pre>
      </details>
    </>
  );
}
