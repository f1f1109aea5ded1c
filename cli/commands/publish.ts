import type { Command } from 'commander';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import { formatPath } from '../../shared/definitions/index.ts';
import { openEnvelope, refusalMessage, verifyDefinitions } from '../../shared/signing/index.ts';
import {
  auditUrl,
  definitionsUrl,
  ENVELOPE_TYPE,
  isSite,
  MAX_AUDIT_BYTES,
  siteUrl,
} from '../../shared/wire/index.ts';
import type { Published, Registration } from '../../shared/wire/index.ts';
import { AUDIT, REGISTERED, PUBLISHED } from '../answers.ts';
import { beforePublish, requireLive } from '../before-publish.ts';
import { ask, edgeOf, parseOrigin, refusal } from '../edge.ts';
import type { Edge, EdgeAnswer } from '../edge.ts';
import { Failure } from '../failure.ts';
import { decodeText, readBytes } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { repeated } from '../options.ts';
import { readKeys, signersOf } from '../published.ts';
import type { Terminal } from '../terminal.ts';
import { visibleInLine } from '../visible.ts';

interface Options {
  readonly edge: string;
  readonly token?: string;
  readonly register?: boolean;
  readonly replaceKeys?: boolean;
  readonly reason?: string;
  readonly publicKey?: readonly string[];
  readonly expectLive?: readonly string[];
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
      'key that may sign, for --register and --replace-keys; by default those that the definitions list',
      repeated,
    )
    .option(
      '--replace-keys',
      'put these keys in the place of those registered: for a wrong registration, or lost keys',
    )
    .option(
      '--expect-live <file>',
      'only if what is live says what this file says, version and dates aside; again for another file that will do',
      repeated,
    )
    .option('--reason <text>', 'why, for "covey audit"')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey publish envelope.json --edge https://edge.example\n  covey publish envelope.json --edge https://edge.example --register --public-key KID:X\n  covey publish envelope.json --edge https://edge.example --replace-keys --public-key KID:X --reason "typo"',
    )
    .action(async (path: string, options: Options) => {
      const edge = edgeOf(options.edge, options.token, terminal);
      const bytes = readBytes(path);
      const definitions = readPayload(bytes);
      const { site } = definitions;
      if (options.expectLive) await requireLive(edge.origin, site, options.expectLive);
      const before = await beforePublish(edge.origin, definitions, signersOf(bytes));
      for (const line of before)
        terminal.note(`${terminal.noteStyle.yellow('warning')}  ${visibleInLine(line)}`);
      const send = () =>
        ask(edge, definitionsUrl(edge.origin, site), PUBLISHED, {
          method: 'PUT',
          type: ENVELOPE_TYPE,
          body: bytes,
        });

      let answer: EdgeAnswer<Published> | null = null;
      let registered: Registering | null = null;
      if (options.replaceKeys) {
        const { reason } = options;
        const keys = await registrationKeys(options, definitions, bytes);
        registered = await register(edge, site, {
          keys,
          replace: true,
          ...(reason !== undefined && { reason }),
        });
      } else {
        answer = await send();
        if (!answer.ok && answer.error.code === 'not-found') {
          if (!options.register) {
            throw new Failure('refused', `${site} is not registered at ${edge.origin}.`, [
              'Add --register, and the key that may sign for it: --public-key KID:X, as "covey keygen" printed it.',
              'If it was registered before, check --edge.',
            ]);
          }
          const keys = await registrationKeys(options, definitions, bytes);
          registered = await register(edge, site, { keys });
          answer = null;
        }
      }
      answer ??= await send();
      if (!answer.ok) {
        const failed = await wayOut(answer, edge, site, bytes);
        throw registered === 'created' || registered === 'replaced'
          ? failed.with(`The keys are ${words(registered)} all the same; "covey audit" shows them.`)
          : failed;
      }

      const { version, hash, warnings } = answer.body;
      if (options.json) {
        return tellJson(terminal, 'publish', {
          site,
          version,
          hash,
          registered: registered === 'created',
          replaced: registered === 'replaced',
          warnings: [...before.map((message) => ({ path: [], message })), ...warnings],
        });
      }
      if (options.register && registered !== 'created')
        terminal.note(
          `${site} is registered already: --register changed nothing. "covey audit" shows its keys.`,
        );
      if (registered === 'created') terminal.out(`Registered ${site}.`);
      if (registered === 'there' && options.replaceKeys)
        terminal.out(`These keys were registered for ${site} already: nothing was replaced.`);
      if (registered === 'replaced') {
        terminal.out(`Replaced the keys of ${site}.`);
        terminal.note(
          'Pages go by their tag: put these keys into data-key, or they refuse what you sign.',
        );
      }
      terminal.out(terminal.style.green(`Published version ${version} of ${site}.`));
      terminal.out(`Hash ${hash}: "previous" of the next version.`);
      for (const { path: where, message } of warnings) {
        const place = where.length > 0 ? `${formatPath(where)}: ` : '';
        terminal.note(`${terminal.noteStyle.yellow('warning')}  ${place}${message}`);
      }
    });
}

/** What most likely mends a refusal of this kind. */
async function wayOut(
  answer: EdgeAnswer<Published> & { readonly ok: false },
  edge: Edge,
  site: string,
  envelope: Uint8Array,
): Promise<Failure> {
  const { code, issues } = answer.error;
  const failure = refusal('Not published.', answer);
  if (code === 'conflict')
    return failure.with(
      '"covey renew FILE --edge URL" takes the next version and follows what is published.',
    );
  if (code !== 'invalid' || issues) return failure;
  const keys = await keysOf(edge, site);
  const signers = signersOf(envelope);
  if (keys === null || signers.some((kid) => keys.includes(kid)))
    return failure.with('"covey audit" shows whose signatures the Worker takes.');
  return new Failure('refused', `Not published: ${site} is registered with another key.`, [
    `The Worker takes signatures by ${keys.join(', ')}; this envelope is signed by ${signers.join(', ')}.`,
    'Sign with the key that is registered: "covey keygen --public FILE" says which a file holds.',
    'If that key is lost or was never yours, --replace-keys --public-key KID:X --reason TEXT puts another in its place; --register does not.',
  ]);
}

/** Names of the keys whose signatures the Worker takes for a site; null where it does not say. */
async function keysOf(edge: Edge, site: string): Promise<readonly string[] | null> {
  try {
    const answer = await ask(edge, auditUrl(edge.origin, site), AUDIT, {
      maxBytes: MAX_AUDIT_BYTES,
    });
    if (!answer.ok) return null;
    const { registered, listed } = answer.body;
    return (listed?.keys ?? registered).map(({ kid }) => kid);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

type Registering = 'created' | 'replaced' | 'there';
const words = (registering: Registering) => (registering === 'created' ? 'registered' : 'replaced');

async function register(edge: Edge, site: string, wanted: Registration): Promise<Registering> {
  const answer = await ask(edge, siteUrl(edge.origin, site), REGISTERED, {
    method: 'PUT',
    type: 'application/json',
    body: JSON.stringify(wanted),
  });
  if (answer.ok) {
    if (answer.status === 201) return 'created';
    return answer.body.replaced === false ? 'there' : 'replaced';
  }
  // An earlier attempt whose answer was lost: publishing tells whether with these keys.
  if (answer.error.code === 'exists') return 'there';
  throw refusal(`${site} was not registered.`, answer);
}

/** The document inside, as far as publishing needs it. Whether it may be believed is for the Worker to say. */
function readPayload(bytes: Uint8Array): Definitions {
  const envelope = openEnvelope(bytes);
  if (!envelope) {
    throw new Failure('file', 'This is not a signed envelope.', [
      'Name what "covey sign FILE --key KEYFILE --out envelope.json" wrote.',
    ]);
  }
  try {
    const payload = JSON.parse(decodeText('The payload', envelope.payload)) as Partial<Definitions>;
    if (typeof payload.site === 'string' && isSite(payload.site)) return payload as Definitions;
  } catch {
    // Said below.
  }
  throw new Failure('file', 'The envelope holds no definitions of a site.', [
    'Sign definitions that "covey check" accepts.',
  ]);
}

/**
 * The keys to register: only with them the envelope holds, so that a typo is found before the Worker
 * knows it. @throws Failure when a page that pinned them would refuse the envelope.
 */
async function registrationKeys(
  { publicKey = [] }: Options,
  definitions: Definitions,
  envelope: Uint8Array,
): Promise<readonly PublicKey[]> {
  const keys = publicKey.length > 0 ? await readKeys(publicKey) : (definitions.keys?.keys ?? []);
  if (keys.length === 0) {
    throw new Failure('usage', 'To register a site, say which keys may sign for it.', [
      'Add --public-key KID:X as "covey keygen" printed it ("covey keygen --public FILE" prints it again), or list "keys" in the definitions.',
    ]);
  }
  const verified = await verifyDefinitions(envelope, {
    keys,
    site: definitions.site,
    now: Date.now(),
    subtle: crypto.subtle,
  });
  if (verified.ok) return keys;
  throw new Failure(
    'key',
    `Nothing was registered: with these keys the envelope does not hold. ${refusalMessage(verified.code)}`,
    [
      `The keys: ${keys.map(({ kid }) => kid).join(', ')}. "covey keygen --public FILE" prints the one that belongs to a key file.`,
    ],
  );
}
