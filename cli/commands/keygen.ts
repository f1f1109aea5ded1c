import type { Command } from 'commander';
import { formatKeys, generateKey } from '../../shared/signing/index.ts';
import { readKeyFile, writeKeyFile } from '../key-file.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly out: string;
  readonly public?: string;
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
    .option('--public <file>', 'print the public part of a key that is there; makes none')
    .option('--json', 'print the public part as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey keygen\n  covey keygen --out ~/keys/hazel.json\n  covey keygen --public ~/keys/hazel.json',
    )
    .action(async ({ out, public: existing, json }: Options) => {
      if (existing !== undefined) {
        const { publicKey } = await readKeyFile(existing);
        terminal.out(json ? JSON.stringify(publicKey) : formatKeys([publicKey]));
        return;
      }
      const key = await generateKey(crypto.subtle);
      writeKeyFile(out, key);
      const { kid, x } = key;
      const text = formatKeys([key]);
      const { style } = terminal;
      terminal.out(
        json
          ? JSON.stringify({ file: out, kid, x })
          : [
              `${style.bold('Private key')}  ${out} (readable by you alone; keep it off servers and out of version control)`,
              `${style.bold('Public key')}   ${text}`,
              `${style.bold('Script tag')}   <script async src="https://edge.example/covey.js" data-site="SITE" data-key="${text}"></script>`,
              `${style.bold('First paint')}  covey snippet --site SITE`,
            ].join('\n'),
      );
    });
}
