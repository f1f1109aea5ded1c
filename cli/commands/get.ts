import type { Command } from 'commander';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { parseOrigin, parseSite } from '../edge.ts';
import { tellJson } from '../json/index.ts';
import { repeated, wholeNumber } from '../options.ts';
import { Failure } from '../failure.ts';
import { writeWhole } from '../growing-file.ts';
import { isOther } from '../output.ts';
import { checkSigned, fetchDocument, readKeys } from '../published.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly version?: number;
  readonly envelope?: boolean;
  readonly publicKey?: readonly string[];
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addGet(program: Command, terminal: Terminal): void {
  program
    .command('get')
    .summary('get published definitions back')
    .description(
      'Prints the published definitions as they were signed, byte for byte, or the envelope with its\nsignatures. For a file that was lost, and to see what visitors get.',
    )
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--version <n>', 'an older version; the newest by default', wholeNumber)
    .option('--envelope', 'the envelope, as it could be published again')
    .option(
      '--public-key <kid:x>',
      'refuse it unless this key signed; again for more keys',
      repeated,
    )
    .option('--out <file>', 'write it here')
    .option('--force', 'also over a file that says something else')
    .option('--json', 'print what is known of it, and its text, as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey get --edge https://edge.example --site hazel.example --out segments.json\n  covey get --edge https://edge.example --site hazel.example --version 11 --envelope',
    )
    .action(async ({ edge, site, version, envelope, publicKey, out, force, json }: Options) => {
      const keys = publicKey && (await readKeys(publicKey));
      const document = await fetchDocument(
        definitionsUrl(edge, site, version),
        site,
        ...(version === undefined ? [] : ['Without --version it is the newest that is published.']),
      );
      const signers = keys && (await checkSigned(document, keys, site));
      const bytes = envelope ? document.envelope : document.payload;
      const text = new TextDecoder().decode(bytes);
      if (out !== undefined && !force && isOther(out, text)) throw edited(out);
      if (out !== undefined) writeWhole(out, bytes);
      else if (!json) terminal.out(text);

      const { version: number, issued, expires } = document.definitions;
      if (json)
        tellJson(terminal, 'get', {
          site,
          version: number,
          issued,
          expires,
          hash: document.hash,
          signers: signers ?? null,
          file: out ?? null,
          text: out === undefined ? text : null,
        });
      const ends = Date.parse(expires) <= Date.now() ? 'expired' : 'expires';
      terminal.note(`Version ${number} of ${site}, ${ends} ${expires}, hash ${document.hash}.`);
      terminal.note(
        signers
          ? `Signed by ${signers.join(', ')}.`
          : 'Who signed it was not checked: name your keys with --public-key.',
      );
      if (out === undefined && !json && visible(text) !== text)
        terminal.note('It holds control characters, shown here in words: use --out for the bytes.');
    });
}

const edited = (file: string): Failure =>
  new Failure('taken', `${file} is there already, and says something else.`, [
    'Name another file with --out and compare the two, or add --force to write over it.',
  ]);
