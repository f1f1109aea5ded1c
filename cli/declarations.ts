// Definitions as declarations for TypeScript: the interfaces of `sdk/known.ts`, filled.
import packageJson from '../package.json' with { type: 'json' };
import type { Definitions, TraitDefinition } from '../shared/definitions/types.ts';
import { compile } from '../shared/engine/index.ts';
import { writeOut } from '../shared/experiences/index.ts';
import { kinds } from '../shared/metrics/kinds.ts';
import { kindOf, SPECS } from '../shared/metrics/specs.ts';
import { needsOf } from '../shared/logs/index.ts';

const PACKAGE = packageJson.packages.browser;
const EVERY = '*';

/** The text of a `.d.ts` file. */
export function declarationsOf(definitions: Definitions): string {
  const { site, version, traits = {}, experiences = {} } = definitions;
  // Variants are asked about like segments.
  const { segments } = writeOut(definitions);
  const shown = Object.entries(segments).filter(([, { shadow }]) => !shadow);
  const members = {
    KnownSegments: shown.flatMap(([id, { name }]) => [...comment(name), `${key(id)}: true;`]),
    KnownExperiences: Object.entries(experiences).flatMap(([id, { name }]) => [
      ...comment(name),
      `${key(id)}: true;`,
    ]),
    KnownEvents: eventsOf(definitions),
    KnownTraits: Object.entries(traits).flatMap(([id, trait]) => [
      ...comment(trait.description),
      `${key(id)}: ${typeOf(trait)};`,
    ]),
  };
  const interfaces = Object.entries(members).map(
    ([name, lines]) => `  interface ${name} {\n${lines.map((line) => `    ${line}\n`).join('')}  }`,
  );
  return `// Made by "covey types" from the definitions of ${site}, version ${version}. Make it again when they change.
import type { PropertyValue } from '${PACKAGE}';

declare module '${PACKAGE}' {
${interfaces.join('\n')}
}
`;
}

/** Events of the page that are read, with the properties that are. */
function eventsOf(definitions: Definitions): readonly string[] {
  const { stored, once } = compile(definitions, kinds);
  const numbers = numbersOf(definitions);
  const ofEvery = stored.get(EVERY)?.properties ?? [];
  const names = new Set([
    ...stored.keys(),
    ...needsOf(definitions).flatMap(({ events }) => events.flat()),
  ]);
  names.delete(EVERY);
  const lines = [...names]
    .filter((name) => !/^(enter|leave):/.test(name))
    .toSorted()
    .map((name) => {
      const id = once.get(name);
      const paths = [
        ...ofEvery,
        ...(stored.get(name)?.properties ?? []),
        ...(id === undefined ? [] : [id]),
      ];
      return `${key(name)}: ${propertiesType(paths, (path) => numbers.has(`${name}.${path}`))};`;
    });
  // Where every event is read, any name means something.
  return stored.has(EVERY) ? [...lines, `[event: string]: ${OPEN};`] : lines;
}

const OPEN = '{ readonly [property: string]: unknown }';

/** `event.property` of which a metric asks for a number. */
function numbersOf({ metrics = {} }: Pick<Definitions, 'metrics'>): ReadonlySet<string> {
  return new Set(
    Object.values(metrics).flatMap((metric) => {
      const kind = kindOf(metric);
      if ('sessions' in metric) return [...numbersOf({ metrics: metric.each ?? {} })];
      if (kind === undefined || SPECS[kind].takes !== 'property' || !SPECS[kind].numeric) return [];
      return [String((metric as { readonly [key: string]: unknown })[kind])];
    }),
  );
}

interface Tree {
  readonly children: Map<string, Tree>;
  isRead: boolean;
  isNumber: boolean;
}

const newTree = (): Tree => ({ children: new Map(), isRead: false, isNumber: false });

/** Paths such as `value` and `items.price` as the type of an object. */
function propertiesType(paths: readonly string[], isNumber: (path: string) => boolean): string {
  const root = newTree();
  for (const path of paths) {
    let node = root;
    for (const part of path.split('.')) {
      const next = node.children.get(part) ?? newTree();
      node.children.set(part, next);
      node = next;
    }
    node.isRead = true;
    node.isNumber = isNumber(path);
  }
  return root.children.size === 0 ? OPEN : objectType(root);
}

function objectType({ children }: Tree): string {
  const members = [...children].map(([name, child]) => {
    const inner = child.children.size === 0 ? valueType(child) : objectType(child);
    const type = name === 'items' && child.children.size > 0 ? `readonly ${inner}[]` : inner;
    const also = child.isRead && child.children.size > 0 ? ` | ${valueType(child)}` : '';
    return `readonly ${key(name)}?: ${type}${also}`;
  });
  return `{ ${members.join('; ')} }`;
}

const valueType = ({ isNumber }: Tree) =>
  isNumber ? 'number | null | undefined' : 'PropertyValue';

function typeOf({ type, values }: TraitDefinition): string {
  const allowed = values?.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'string[]') return `readonly (${allowed ?? 'string'})[]`;
  if (type === 'date') return 'string | Date';
  return allowed ?? type;
}

const key = (name: string) => (/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name));

const comment = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : [`/** ${text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')} */`];
