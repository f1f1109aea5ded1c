/** The published definitions, as any visitor could read them. */
import type { SegmentDefinition, SegmentStage } from '../../../shared/definitions/types.ts';
import { english, type Reader, type Section, readerOf } from '../../../shared/reading/index.ts';
import { called } from '../../../shared/reading/called.ts';
import { Parts, Said, date } from '../components/index.ts';
import { ChooseLanguage, spoken } from '../reading/index.ts';
import type { SignedDefinitions } from '../site/index.ts';

const STAGES: readonly (SegmentStage | undefined)[] = [
  'acquisition',
  'onboarding',
  'retention',
  undefined,
];

function Segment({
  id,
  segment,
  reader,
}: {
  id: string;
  segment: SegmentDefinition;
  reader: Reader;
}) {
  const { language } = spoken.value;
  return (
    <li class="segment">
      <h3>{called('segments', id, segment)}</h3>
      <p class="soft">
        <code>{id}</code>
      </p>
      <div lang={language}>
        <Said parts={reader.thing('segments', id).parts} />
      </div>
      <details>
        <summary>JSON</summary>
        <pre>{JSON.stringify({ [id]: segment }, null, 2)}</pre>
      </details>
    </li>
  );
}

const TITLES = english.words.sections;

/** Sections that are listed below the segments, and what they are about. */
const LISTED = [
  ['groups', 'the first segment that holds takes the visitor'],
  ['experiences', 'variants of the page, drawn at random'],
  ['surveys', 'questions to the visitor'],
  ['histograms', "counted: in which bin a metric's value is"],
  ['metrics', 'what a device keeps events for'],
  ['traits', 'what a visitor may say about themselves'],
  ['savedGroups', 'what conditions compare with'],
] as const satisfies readonly (readonly [Section, about: string])[];

export function DefinitionsView({ signed }: { signed: SignedDefinitions }) {
  const { definitions, signers, hash } = signed;
  const segments = Object.entries(definitions.segments);
  const { language, voice } = spoken.value;
  const reader = readerOf(definitions, voice);
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
          <dt>{TITLES.segments}</dt>
          <dd>{segments.length}</dd>
        </div>
      </dl>
      <p class="soft measure">
        These rules are public. A page uses them only if a key that it knows has signed these very
        bytes; this Worker holds no such key and cannot change them.
      </p>
      <ChooseLanguage />
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
                  <Segment key={id} id={id} segment={segment} reader={reader} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {LISTED.map(([section, about]) => {
        const ids = Object.keys(definitions[section] ?? {});
        return (
          ids.length > 0 && (
            <section key={section} aria-labelledby={`section-${section}`}>
              <h2 id={`section-${section}`} class="stage">
                {TITLES[section]} <small>{about}</small>
              </h2>
              <dl class="list">
                {ids.map((id) => {
                  const { text, parts } = reader.thing(section, id);
                  return (
                    <div key={id} lang={language}>
                      <dt>{text}</dt>
                      <dd>
                        <Said parts={parts} />
                      </dd>
                    </div>
                  );
                })}
              </dl>
            </section>
          )
        );
      })}
      <h2 class="stage">
        {TITLES.about} <small>what holds for all of it</small>
      </h2>
      <div lang={language}>
        <Parts parts={reader.about()} />
      </div>
      <details class="whole">
        <summary>The whole document</summary>
        <pre>{JSON.stringify(definitions, null, 2)}</pre>
      </details>
    </>
  );
}
