import type { Command } from 'commander';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  addSignatures,
  openEnvelope,
  signEnvelope,
  sumOf,
  verifyDefinitions,
} from '../../shared/signing/index.ts';
import type { Signer } from '../../shared/signing/index.ts';
import { acceptDefinitions, checkText, readDefinitions } from '../documents/index.ts';
import type { CheckedFile } from '../documents/index.ts';
import { Failure } from '../failure.ts';
import { decodeText, readBytes } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { readKeyFile } from '../key-file.ts';
import { moreSignatures, notSigned } from '../not-signed.ts';
import { repeated } from '../options.ts';
import { refuseInput, writeWhole } from '../growing-file.ts';
import { signersOf } from '../published.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly key?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

export function addSign(program: Command, terminal: Terminal): void {
  program
    .command('sign')
    .summary('sign definitions for publishing')
    .description(
      'Checks definitions and signs them as they are: version, issued and expires are yours to set.\nPrints the envelope, or writes it to a file. Given an envelope, adds signatures to it.',
    )
    .argument(
      '<file>',
      'definitions, or an envelope that others have signed; "-" for standard input',
    )
    .option(
      '--key <file>',
      'private key; give it again for more signatures. One with a passphrase asks for it, or takes COVEY_PASSPHRASE',
      repeated,
    )
    .option('--out <file>', 'write the envelope here')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey sign segments.json --key covey-key.json --out envelope.json\n  covey sign segments.json --key covey-key.json | covey publish - --edge https://edge.example',
    )
    .action(async (path: string, { key, out, json }: Options) => {
      if (!key) {
        throw new Failure('usage', 'No key to sign with.', [
          'Name its file with --key, such as --key covey-key.json. "covey keygen" makes one, once.',
        ]);
      }
      const keys = [];
      // One after another: each may ask for a passphrase.
      for (const file of key) keys.push(await readKeyFile(file));
      const signers = keys.map(({ signer }) => signer);
      const given = await readSigned(path);
      // An envelope may take its own place, with another signature.
      if (out !== undefined)
        refuseInput('--out', out, [...key, ...(given.envelope === null ? [path] : [])]);
      const definitions = acceptDefinitions(given.checked, terminal);
      const envelope = await sign(given.envelope, definitions, signers);
      const kids = signers.map(({ kid }) => kid);
      const now = Date.now();

      // What a page would say that trusted these keys, and those that the document lists.
      const verified = await verifyDefinitions(envelope, {
        keys: [...keys.map(({ publicKey }) => publicKey), ...(definitions.keys?.keys ?? [])],
        site: definitions.site,
        now,
        subtle: crypto.subtle,
      });
      if (!verified.ok && verified.code !== 'threshold') {
        const file = given.envelope === null && path !== '-' ? path : null;
        throw notSigned(verified.code, { definitions, kids, file, now });
      }
      const text = new TextDecoder().decode(envelope);
      if (out !== undefined) writeWhole(out, envelope);
      else if (!json) terminal.out(text);

      const { site, version, expires } = definitions;
      const where = out === undefined ? '' : `: ${out}`;
      terminal.note(`Signed version ${version} of ${site} with ${kids.join(', ')}${where}`);
      terminal.note(`Expires ${expires}.`);
      const signed = signersOf(envelope);
      if (json)
        tellJson(terminal, 'sign', {
          site,
          version,
          expires,
          hash: await sumOf(openEnvelope(envelope)?.payload ?? envelope, crypto.subtle),
          signers: signed,
          complete: verified.ok,
          file: out ?? null,
          envelope: out === undefined ? text : null,
        });
      const next = verified.ok
        ? [`Hash ${verified.hash}: "previous" of the next version.`]
        : moreSignatures(definitions, signed, out ?? 'ENVELOPE');
      for (const line of next) terminal.note(line);
      const others = (definitions.keys?.keys ?? []).filter(({ kid }) => !signed.includes(kid));
      if (verified.ok && others.length > 0)
        terminal.note(
          `Not signed by ${others.map(({ kid }) => kid).join(', ')}, which the definitions list: a page for the first time goes by its tag, so where a tag pins that key alone, sign with it, too.`,
        );
    });
}

/** Definitions to sign, or an envelope to sign too. */
async function readSigned(
  path: string,
): Promise<{ readonly checked: CheckedFile; readonly envelope: Uint8Array | null }> {
  if (/\.[cm]?[jt]s$/.test(path)) return { checked: await readDefinitions(path), envelope: null };
  const file = path === '-' ? 'stdin' : path;
  const bytes = readBytes(path);
  const opened = openEnvelope(bytes);
  return {
    checked: checkText(file, decodeText(file, opened?.payload ?? bytes)),
    envelope: opened ? bytes : null,
  };
}

async function sign(
  envelope: Uint8Array | null,
  definitions: Definitions,
  signers: readonly Signer[],
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const added = envelope && (await addSignatures(envelope, signers, crypto.subtle));
    if (added) return added;
    const payload = new TextEncoder().encode(JSON.stringify(definitions));
    return await signEnvelope(payload, signers, crypto.subtle);
  } catch (error) {
    if (error instanceof RangeError)
      throw new Failure('key', error.message, [
        'Give --key once for each key, and at most 8 in all.',
      ]);
    throw error;
  }
}
