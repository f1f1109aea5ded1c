// docs/cli-json.md: what each command prints with --json, from the shapes that the tests hold them to.
import type { z } from 'zod/mini';
import { ERROR_CODES } from '../../cli/failure.ts';
import { elsewhere, FAILURE, SHAPES } from '../../cli/json/index.ts';

/** What a schema is made of. */
const definitionOf = (schema: z.ZodMiniType | z.core.$ZodType) =>
  // oxlint-disable-next-line no-underscore-dangle -- zod's name for it
  (schema as z.core.$ZodTypes)._zod.def;

/** Beyond this a shape is written over several lines. */
const WIDTH = 100;

/** A schema as TypeScript would write it. */
function typeOf(schema: z.core.$ZodType, indent = ''): string {
  const known = elsewhere.get(schema as never);
  if (known) return known.name;
  const def = definitionOf(schema);
  switch (def.type) {
    case 'object':
      return objectOf(def.shape, indent);
    case 'array': {
      const of = typeOf(def.element, indent);
      return /[|]/.test(of) && !of.startsWith('{') ? `(${of})[]` : `${of}[]`;
    }
    case 'readonly':
    case 'optional':
      return typeOf(def.innerType, indent);
    case 'nullable':
      return `${typeOf(def.innerType, indent)} | null`;
    case 'record':
      return `{ [id]: ${typeOf(def.valueType, indent)} }`;
    case 'union':
      return def.options.map((option) => typeOf(option, indent)).join(' | ');
    case 'enum':
      return Object.values(def.entries)
        .map((value) => `"${value}"`)
        .join(' | ');
    default:
      return def.type;
  }
}

function objectOf(shape: z.core.$ZodShape, indent: string): string {
  const within = `${indent}  `;
  const members = Object.entries(shape).map(([name, member]) => {
    const isOptional = definitionOf(member).type === 'optional';
    return `${name}${isOptional ? '?' : ''}: ${typeOf(member, within)}`;
  });
  const line = `{ ${members.join('; ')} }`;
  if (line.length + indent.length <= WIDTH && !line.includes('\n')) return line;
  return `{\n${members.map((member) => `${within}${member}\n`).join('')}${indent}}`;
}

const rows = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, words]) => `| \`${name}\` | ${words} |`).join('\n');

function namesElsewhere(): string {
  const found = new Map<string, string>();
  const look = (schema: z.core.$ZodType): void => {
    const known = elsewhere.get(schema as never);
    if (known) return void found.set(known.name, known.page);
    const def = definitionOf(schema);
    if (def.type === 'object') Object.values(def.shape).forEach(look);
    if (def.type === 'union') def.options.forEach(look);
    if (def.type === 'array') look(def.element);
    if (def.type === 'readonly') look(def.innerType);
  };
  Object.values(SHAPES).forEach(look);
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, page]) => `\`${name}\` ([${page}](${page}))`)
    .join(', ');
}

/** The page. */
export function cliJsonPage(): string {
  return `# What the command line says to programs

Every command takes \`--json\`: then standard output holds one JSON document and nothing else; remarks and progress go to standard error. The
exit code is the same as without. This page is made from the code by \`node scripts/generate-docs.ts\`, and a test holds every command to it.

\`\`\`sh
covey status --edge https://edge.example --site hazel.example --json | jq .daysLeft
covey check segments.jsonc --json | jq -r '.errors[] | "\\(.line): \\(.message)"'
covey publish envelope.json --edge https://edge.example --json | jq -r '.hash // .error.message'
\`\`\`

A command that has found what is not as it should be has still answered: \`check\`, \`plan\`, \`monitor\`, \`doctor\`, \`import\` and \`status\` print their
answer then, and say so by the exit code. No answer has a member \`error\`.

## What failed

\`\`\`ts
${typeOf(FAILURE)}
\`\`\`

| code | what |
| --- | --- |
${rows(Object.entries(ERROR_CODES))}

\`hints\` are what standard error has below the message: how to mend it. The words may change, the codes do not. New members and codes may come.

## Answers

Times are ISO 8601. \`file\` is where something was written, or null. Described elsewhere: ${namesElsewhere()}.

${Object.entries(SHAPES)
  .map(([name, schema]) => `### \`covey ${name}\`\n\n\`\`\`ts\n${typeOf(schema)}\n\`\`\``)
  .join('\n\n')}
`;
}
