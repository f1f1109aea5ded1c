// docs/reference.md: everything that the language has, with examples that are run.
import { MISSING, SECTIONS, type Construct, type Section } from '../../test/conformance/reference/index.ts';
import { definitionCell, story, visitorsCell } from './examples.ts';
import { anchor, code, inline, json, table } from './markdown.ts';

/** `metric: count.by` as an owner writes it. */
const shown = (name: string): string =>
  code(
    name
      .replace(/^(metric|step|formula): /, '')
      .replace(/^window: /, 'within ')
      .replace(/^trait\.type (.+)/, '"type": "$1"')
      .replace(/^fact\./, ''),
  );

const members = (part: object): string =>
  code(inline(part).slice(2, -2));

const row = ({ covers, title, means, example, shows, part, refused }: Construct): readonly string[] => [
  title ?? covers.map(shown).join(', '),
  means,
  shows !== undefined
    ? code(inline(shows))
    : part
      ? members(part)
      : definitionCell(example?.definitions ?? {}),
  [
    ...(example ? [visitorsCell(example)] : []),
    ...(refused ? [`*refused:* ${members(refused.part)}`] : []),
  ].join('<br>'),
];

const entry = ({ covers, title, means, example }: Construct): string => `### ${
  title ?? covers.map(shown).join(', ')
}

${means}

\`\`\`json
${json(example?.definitions)}
\`\`\`

${Object.entries(example?.visitors ?? {})
  .map(([who, entries]) => story(who, entries))
  .join('\n')}
`;

const section = ({ title, text, form, constructs }: Section): string => `## ${title}
${text === undefined ? '' : `\n${text}\n`}
${
  form === 'table'
    ? `${table(['name', 'meaning', 'example', 'tried on'], constructs.map(row))}\n`
    : constructs.map(entry).join('\n')
}`;

const MISSING_TITLE = 'Missing values: where segments differ from GrowthBook';

const missing = (): string => `## ${MISSING_TITLE}

Conditions mean what they mean to GrowthBook, with one difference. To GrowthBook an absent value orders like zero: someone who never told their age is under 25.
In a segment an ordering comparison with an absent value is false. The same condition in both, for a visitor of whom \`age\` is not known:

\`\`\`ts
import { matches } from '@covey-segments/browser/conditions';

matches({ age: { $lt: 25 } }, {}); // true, as in GrowthBook
\`\`\`

\`\`\`json
${json({ traits: { age: { type: 'number' } }, segments: { young: { when: { 'trait.age': { $lt: 25 } } } } })}
\`\`\`

The segment is false. Case by case:

${table(
  ['condition on an absent value', 'GrowthBook, the plain matcher', 'in a segment', 'why'],
  MISSING.map(({ operand, growthbook, segment, why }) => [
    code(inline(operand)),
    String(growthbook),
    segment === growthbook ? String(segment) : `**${segment}**`,
    why,
  ]),
)}

The same holds in \`where\`, for properties that an event does not have. \`since\` without a match is not absent but *never*, longer than any duration. A fact that
the device could not know is not absent either: see [Unknown](#unknown). GrowthBook’s \`$savedGroup\`, which names its own attribute, is understood by
the plain matcher; definitions write the group beside the fact: \`{ "geo.country": { "$inGroup": "nordics" } }\`.
`;

export const referencePage = (): string => `# Language reference

Everything that a definitions document can say: each construct with its meaning in a line and an example. Every example is run as a test, by the checker,
the engine and the slow evaluator, on visitors whose answer was worked out by hand. Sums of money stand in a document with \`"currency": "EUR"\`. Times are local, and the first day is Monday, 2 March 2026.
What the words mean exactly is in [language.md](language.md); what the checker says, and how much a document may hold, in [checks.md](checks.md);
the JSON Schema for editors is [definitions.schema.json](definitions.schema.json).

This page is made from the tests' own data (\`test/conformance/reference\`) by \`node scripts/generate-docs.ts\`; a test compares it with the schema, so that nothing is left out.

${[...SECTIONS.map(({ title }) => title), MISSING_TITLE].map((title) => `- [${title}](#${anchor(title)})`).join('\n')}

${SECTIONS.map(section).join('\n')}
${missing()}`;
