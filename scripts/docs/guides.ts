// docs/guides: pages written by hand, but for the parts between `<!-- made: NAME -->` and `<!-- /made -->`.
import { readFileSync, readdirSync } from 'node:fs';
import { BEYOND } from '../../test/conformance/capabilities/beyond.ts';
import { posthog } from '../../test/conformance/capabilities/posthog.ts';
import type { Capability } from '../../test/conformance/capabilities/types.ts';
import { GUIDES } from '../../test/conformance/guides/index.ts';
import { TOOLS, namesTables } from './bridges.ts';
import { story } from './examples.ts';
import { json, table } from './markdown.ts';

const docs = new URL('../../docs/', import.meta.url);
const pages = (): readonly string[] =>
  readdirSync(new URL('guides/', docs))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `guides/${name}`);

const audience = ({ says, note, definitions, visitors }: Capability): string => `### ${says}
${note === undefined ? '' : `\n${note}\n`}
\`\`\`json
${json(definitions)}
\`\`\`

${Object.entries(visitors)
  .map(([who, entries]) => story(who, entries))
  .join('\n')}
`;

const audiences = (all: readonly Capability[]): string => all.map(audience).join('\n').trimEnd();

/** What a tool does that Covey does in part, or not. */
const beyond = (tool: string): string =>
  table(
    ['what', 'Covey', 'why, and what instead'],
    BEYOND.filter(
      ({ peers, answer }) => answer !== 'yes' && (peers.includes(tool) || peers === 'all'),
    ).map(({ what, answer, how }) => [what, answer, how]),
  );

const names = (bridge: string): string => {
  const tool = TOOLS.find((one) => one.bridge === bridge);
  if (!tool) throw new Error(`There is no bridge "${bridge}".`);
  return namesTables(tool);
};

const PARTS: { readonly [kind: string]: (of: string) => string } = {
  audiences: (guide) => {
    const all = guide === 'posthog' ? Object.values(posthog.groups).flat() : GUIDES[guide];
    if (!all) throw new Error(`There are no audiences of "${guide}".`);
    return audiences(all);
  },
  beyond,
  names,
};

const MADE = /(<!-- made: (\S+) (.+?) -->\n)[^]*?(\n<!-- \/made -->)/g;

const filled = (page: string): string =>
  page.replace(MADE, (_, head: string, kind: string, of: string, tail: string) => {
    const part = PARTS[kind];
    if (!part) throw new Error(`Nothing makes "${kind}" of a guide.`);
    return `${head}\n${part(of)}\n${tail}`;
  });

/** File name, from docs/ on, and what belongs into it. */
export const guidePages = (): { readonly [file: string]: string } =>
  Object.fromEntries(
    pages().map((page) => [page, filled(readFileSync(new URL(page, docs), 'utf8'))]),
  );
