import type { Command } from 'commander';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import { formatPath } from '../../shared/definitions/index.ts';
import { openEnvelope, parseKeys, readPublicKey } from '../../shared/signing/index.ts';
import { definitionsUrl, ENVELOPE_TYPE, isSite, siteUrl } from '../../shared/wire/index.ts';
import type { Published, Registration } from '../../shared/wire/index.ts';
import { ask, parseOrigin, refusal, requireToken } from '../edge.ts';
import type { Edge } from '../edge.ts';
import { EXIT, Failure } from '../failure.ts';
import { decodeText, readBytes } from '../input.ts';
import { repeated } from '../options.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly edge: string;
  readonly token?: string;
  readonly register?: boolean;
  readonly publicKey?: readonly string[];
  readonly json?: boolean;
}

export function addPublish(program: Command, terminal: Terminal): void {
  program
    .command('publish')
    .summary('publish signed definitions')
    .description(
      'Sends an envelope to the Worker, which checks the signature and the version once more.',
    )
    .argument('<envelope>', 'what "covey sign" wrote; "-" for standard input')
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .option('--token <token>', 'token of the Worker; better set COVEY_TOKEN')
    .option('--register', 'register the site first if the Worker does not know it')
    .option(
      '--public-key <kid:x>',
      'key that may sign, for --register; by default those that the definitions list',
      repeated,
    )
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey publish envelope.json --edge https://edge.example\n  covey publish envelope.json --edge https://edge.example --register --public-key KID:X',
    )
    .action(async (path: string, options: Options) => {
      const edge: Edge = { origin: options.edge, token: requireToken(options.token) };
      const bytes = readBytes(path);
      const definitions = readPayload(bytes);
      const { site } = definitions;
      const url = definitionsUrl(edge.origin, site);
      const send = () => ask(edge, url, { method: 'PUT', type: ENVELOPE_TYPE, body: bytes });

      let answer = await send();
      let registered = false;
      if (!answer.ok && answer.error.code === 'not-found') {
        if (!options.register) {
          throw refusal(`${site} is not registered.`, answer).with(
            'Add --register to register it with the keys that may sign.',
          );
        }
        const keys = await registrationKeys(options.publicKey ?? [], definitions);
        const body = JSON.stringify({ keys } satisfies Registration);
        const added = await ask(edge, siteUrl(edge.origin, site), {
          method: 'PUT',
          type: 'application/json',
          body,
        });
        if (!added.ok) throw refusal(`${site} was not registered.`, added);
        registered = true;
        answer = await send();
      }
      if (!answer.ok) throw refusal('Not published.', answer);

      const { version, hash, warnings } = answer.body as Published;
      if (options.json) {
        terminal.out(JSON.stringify({ site, version, hash, registered, warnings }));
        return;
      }
      if (registered) terminal.out(`Registered ${site}.`);
      terminal.out(terminal.style.green(`Published version ${version} of ${site}.`));
      terminal.out(`Hash ${hash}: "previous" of the next version.`);
      for (const { path: where, message } of warnings) {
        terminal.note(`${terminal.noteStyle.yellow('warning')}  ${formatPath(where)}: ${message}`);
      }
    });
}

/** The document inside, as far as publishing needs it. Whether it may be believed is for the Worker to say. */
function readPayload(bytes: Uint8Array): Definitions {
  const envelope = openEnvelope(bytes);
  if (!envelope) {
    throw new Failure('This is not a signed envelope.', [
      'Sign the definitions first: "covey sign".',
    ]);
  }
  try {
    const payload = JSON.parse(decodeText('The payload', envelope.payload)) as Partial<Definitions>;
    if (typeof payload.site === 'string' && isSite(payload.site)) return payload as Definitions;
  } catch {
    // Said below.
  }
  throw new Failure('The envelope holds no definitions of a site.', [
    'Sign definitions that "covey check" accepts.',
  ]);
}

async function registrationKeys(
  given: readonly string[],
  definitions: Definitions,
): Promise<readonly PublicKey[]> {
  const keys = given.length > 0 ? parseKeys(given.join(' ')) : (definitions.keys?.keys ?? []);
  if (keys.length === 0) {
    throw new Failure(
      'To register a site, say which keys may sign for it.',
      ['Add --public-key KID:X as "covey keygen" printed it, or list "keys" in the definitions.'],
      EXIT.usage,
    );
  }
  for (const key of keys) {
    if (!(await readPublicKey(key, crypto.subtle))) {
      throw new Failure(`${key.kid}:${key.x} is not a public key.`, [
        'Write it as "covey keygen" printed it: kid, a colon, x.',
      ]);
    }
  }
  return keys;
}
