import type { Command } from 'commander';
import {
  formatKeys,
  generateKey,
  generateProtectedKey,
  type ProtectedKey,
  protectKey,
} from '../../shared/signing/index.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { readPlainKey, readPublicPart, writeKeyFile } from '../key-file.ts';
import { newPassphrase } from '../passphrase.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly out: string;
  readonly public?: string;
  readonly passphrase?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

export function addKeygen(program: Command, terminal: Terminal): void {
  program
    .command('keygen')
    .summary('make a signing key')
    .description(
      'Makes an Ed25519 key pair. The private key goes to a file that only you can read and never\nleaves this machine; the public key goes into the script tag.',
    )
    .option('--out <file>', 'where the private key goes', 'covey-key.json')
    .option(
      '--passphrase',
      'protect the file with a passphrase: asked for, or taken from COVEY_PASSPHRASE',
    )
    .option('--from <file>', 'with --passphrase: protect the key of this file; makes none')
    .option('--public <file>', 'print the public part of a key that is there; makes none')
    .option('--json', 'print the public part as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey keygen\n  covey keygen --out ~/keys/hazel.json --passphrase\n  covey keygen --public ~/keys/hazel.json',
    )
    .action(async ({ out, public: existing, passphrase, from, json }: Options) => {
      if (existing !== undefined) {
        const publicKey = await readPublicPart(existing);
        const { kid, x } = publicKey;
        if (json) return tellJson(terminal, 'keygen', { file: existing, kid, x });
        terminal.out(formatKeys([publicKey]));
        return;
      }
      if (from !== undefined && !passphrase)
        throw new Failure('usage', 'A copy of a key without a passphrase would protect nothing.', [
          'Add --passphrase.',
        ]);
      const key = passphrase ? await protectedKey(out, from) : await generateKey(crypto.subtle);
      writeKeyFile(out, key);
      const { kid, x } = key;
      const text = formatKeys([key]);
      const { style } = terminal;
      if (json) return tellJson(terminal, 'keygen', { file: out, kid, x });
      terminal.out(
        [
          `${style.bold('Private key')}  ${out} (${passphrase ? 'opened by its passphrase; without that it is lost' : 'readable by you alone'}; keep it off servers and out of version control)`,
          `${style.bold('Public key')}   ${text}`,
          `${style.bold('Script tag')}   <script async src="https://edge.example/covey.js" data-site="SITE" data-key="${text}"></script>`,
          `${style.bold('First paint')}  covey snippet --site SITE`,
        ].join('\n'),
      );
    });
}

/** A new key, or the one of a file. */
async function protectedKey(out: string, from: string | undefined): Promise<ProtectedKey> {
  const existing = from === undefined ? null : await readPlainKey(from);
  const passphrase = await newPassphrase(out);
  return existing
    ? protectKey(existing, passphrase, crypto)
    : generateProtectedKey(passphrase, crypto);
}
