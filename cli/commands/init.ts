import type { Command } from 'commander';
import { isSite } from '../../shared/wire/index.ts';
import { hostAlone } from '../edge.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { writeNew } from '../output.ts';
import type { Terminal } from '../terminal.ts';

const DAY_MS = 86_400_000;
/** Expiry bounds how long a taken-over edge can hold back new rules. */
const LIFE_DAYS = 90;

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('write a first definitions file')
    .description('Writes definitions with four segments to start from. Never overwrites a file.')
    .argument('[file]', 'the file to write', 'segments.jsonc')
    .requiredOption('--site <host>', 'host name of the site, such as hazel.example')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExample:\n  covey init --site hazel.example')
    .action((file: string, { site, json }: { site: string; json?: boolean }) => {
      if (!isSite(site)) {
        throw new Failure('usage', `"${site}" is not a host name.`, [hostAlone(site)]);
      }
      const [issued, expires] = datesFrom(Date.now());
      writeNew(
        file,
        firstDefinitions(site, issued, expires),
        `covey init other.jsonc --site ${site}`,
      );
      if (json) return tellJson(terminal, 'init', { file, site, version: 1, expires });
      terminal.out(
        [
          `Wrote ${file}. Next:`,
          `  covey check ${file}`,
          '  covey keygen',
          `  covey sign ${file} --key covey-key.json --out envelope.json`,
          '  covey publish envelope.json --edge https://edge.example --register --public-key KID:X',
        ].join('\n'),
      );
    });
}

/** From today on. */
function datesFrom(now: number): readonly [issued: string, expires: string] {
  const day = (days: number) =>
    `${new Date(now + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`;
  return [day(0), day(LIFE_DAYS)];
}

function firstDefinitions(site: string, issued: string, expires: string): string {
  return `{
  "covey": 1,
  "site": ${JSON.stringify(site)},
  // Grows with every document that is published.
  "version": 1,
  "issued": "${issued}",
  "expires": "${expires}",

  // What is computed from the visitor's own events, on the visitor's device.
  "metrics": {
    "orders": { "count": "purchase", "within": "365d" },
    "checkouts_left": {
      // How the panel and explanations call it.
      "name": "Checkouts left unfinished",
      "sequence": [{ "event": "begin_checkout" }, { "not": "purchase", "for": "1h" }],
      "within": "7d"
    }
  },

  "segments": {
    // True from the second page on: by this one sees at once that it works.
    "reader": {
      "name": "Have seen two pages",
      "kind": "behavioral",
      "stage": "acquisition",
      "when": { "session.pages": { "$gte": 2 } }
    },
    "returning": {
      "name": "Returning visitors",
      "kind": "behavioral",
      "stage": "acquisition",
      "when": { "session.number": { "$gte": 2 } },
      // Asked about in randomised counts.
      "count": true
    },
    "checkout-abandoner": {
      "name": "Checkout abandoners",
      "kind": "behavioral",
      "stage": "onboarding",
      "when": { "metric.checkouts_left": { "$gte": 1 } },
      "count": true
    },
    "regular": {
      "name": "Regular customers",
      "kind": "behavioral",
      "stage": "retention",
      "when": { "metric.orders": { "$gte": 3 } },
      "count": true
    }
  }
}
`;
}
