import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { definitionsUrl, parseError, publishedUrl } from '../../shared/wire/index.ts';
import { PUBLISHED_LIST } from '../answers.ts';
import { fetchPublic, parseJson, parseOrigin, parseSite } from '../edge.ts';
import { Answered, Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import {
  differences,
  type Guise,
  guises,
  type ListSighting,
  revisit,
  sight,
  type Sighting,
} from '../monitor/index.ts';
import { repeated } from '../options.ts';
import { checkSigned, readKeys } from '../published.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly site: string;
  readonly edge?: readonly string[];
  readonly from?: readonly string[];
  readonly header?: readonly string[];
  readonly hash?: string;
  readonly publicKey?: readonly string[];
  readonly json?: boolean;
}

export function addMonitor(program: Command, terminal: Terminal): void {
  program
    .command('monitor')
    .summary('compare what different places and visitors are served')
    .description(
      'Fetches the definitions from each place as different visitors would, and compares bytes, hash and\nversion with each other and with the public list of published documents. A document made for one\nvisitor would show. Ends with 1 when anything differs. Run it on several machines, and compare the\nhash with --hash: a place that knows the monitor can still lie to others.',
    )
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--edge <url>', 'origin of a Worker; again for more', origins)
    .option(
      '--from <url>',
      'another address of the definitions: a cache, a mirror; again for more',
      addresses,
    )
    .option('--header <text>', 'one more visitor, who sends this header; again for more', repeated)
    .option('--hash <hash>', 'the hash that was seen elsewhere')
    .option('--public-key <kid:x>', 'this key must have signed; again for more keys', repeated)
    .option('--json', 'print what was seen as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey monitor --site hazel.example --edge https://edge.example --public-key KID:X\n  covey monitor --site hazel.example --edge https://edge.example --from https://cdn.example/v1/sites/hazel.example/definitions',
    )
    .action(async (options: Options) => {
      const { site, edge = [], from = [], hash: expected } = options;
      if (edge.length + from.length === 0)
        throw new Failure('usage', 'Where from?', ['Name at least one --edge or --from.']);
      const keys = options.publicKey && (await readKeys(options.publicKey));
      const visitors = [...guises(site), ...(options.header ?? []).map(withHeader)];
      const places = [
        ...edge.map((origin) => [origin, definitionsUrl(origin, site)] as const),
        ...from.map((url) => [url, url] as const),
      ];
      const lists = (
        await Promise.all(edge.map((origin) => listsOf(origin, site, visitors)))
      ).flat();
      const sightings: Sighting[] = [];
      const wrong: string[] = [];
      for (const [place, url] of places) {
        for (const visitor of visitors) sightings.push(await sight(place, url, visitor));
        const document = sightings.find((one) => one.place === place && one.document)?.document;
        if (!document) continue;
        const odd = await revisit(url, document.hash);
        if (odd) wrong.push(`${place}: ${odd}.`);
        if (document.definitions.site !== site)
          wrong.push(`${place}: it serves definitions of ${String(document.definitions.site)}.`);
      }
      if (keys) wrong.push(...(await unsigned(sightings, keys, site)));
      wrong.push(...differences({ sightings, lists, expected, now: Date.now() }));

      const seen = sightings.map(({ place, guise, document, bytes }) => ({
        place,
        visitor: guise,
        version: document?.definitions.version ?? null,
        hash: document?.hash ?? null,
        bytes: bytes?.slice(0, 16) ?? null,
      }));
      if (options.json) {
        tellJson(terminal, 'monitor', { site, same: wrong.length === 0, seen, differences: wrong });
      } else {
        const titles = ['Place', 'Asked as', 'Version', 'Hash', 'Bytes'];
        terminal.out(
          table(
            titles.map((title) => ({ title, numeric: title === 'Version' })),
            seen.map(({ place, visitor, version, hash, bytes }) => [
              place,
              visitor,
              version === null ? '' : String(version),
              hash ?? '',
              bytes ?? '',
            ]),
            terminal.style.bold,
          ),
        );
        terminal.out('');
        for (const line of wrong) terminal.out(terminal.style.red(line));
        if (wrong.length === 0)
          terminal.out(
            terminal.style.green(
              lists.length > 0
                ? 'All the same, and the newest of the public list.'
                : 'All the same. With --edge they are held against the public list, too.',
            ),
          );
      }
      if (wrong.length > 0) throw new Answered();
    });
}

const origins = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  parseOrigin(text),
];

function addresses(text: string, before: readonly string[] = []): readonly string[] {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('Write the whole address, with https://.');
  return [...before, text];
}

function withHeader(text: string): Guise {
  const [, name = '', value = ''] = /^([\w-]+):\s*([\x20-\x7e]+)$/.exec(text) ?? [];
  if (name === '')
    throw new Failure('usage', `"${text}" is no header.`, [
      'Write it like --header "Accept-Language: fr".',
    ]);
  return { name: text, headers: { [name]: value } };
}

/** The public list of an edge, as the first visitor and as the others get it. */
async function listsOf(
  origin: string,
  site: string,
  visitors: readonly Guise[],
): Promise<readonly ListSighting[]> {
  return Promise.all(
    visitors.slice(0, 2).map(async ({ name, headers }) => {
      const { status, bytes } = await fetchPublic(publishedUrl(origin, site), headers);
      const list = status === 200 ? PUBLISHED_LIST.read(parseJson(bytes)) : null;
      if (list) return { place: origin, guise: name, list };
      const said = status === 404 ? parseError(parseJson(bytes))?.message : undefined;
      throw new Failure('refused', `${origin} shows no public list of what ${site} published.`, [
        ...(said === undefined ? [] : [`The Worker says: ${said}`]),
        'Check the name of the site, and that something is published ("covey publish").',
        'A Worker older than Covey 0.1.0 has no such list: deploy it again, or name the address with --from.',
      ]);
    }),
  );
}

async function unsigned(
  sightings: readonly Sighting[],
  keys: Awaited<ReturnType<typeof readKeys>>,
  site: string,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { place, guise, document } of sightings) {
    if (!document) continue;
    try {
      await checkSigned(document, keys, site);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      wrong.push(`${place}, asked as ${guise}: ${error.message}`);
    }
  }
  return wrong;
}
