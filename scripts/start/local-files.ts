/** What `npm start` keeps on this machine: a development key, and the Worker's settings. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readKeyFile, writeKeyFile } from '../../cli/key-file.ts';
import type { PublicKey } from '../../shared/definitions/types.ts';
import { generateKey, type Signer } from '../../shared/signing/index.ts';

export const KEY_FILE = '.covey/dev-key.json';
const VARS_FILE = '.dev.vars';

/** The development key; a new one on first use. */
export async function developmentKey(): Promise<{
  readonly signer: Signer;
  readonly publicKey: PublicKey;
  readonly isNew: boolean;
}> {
  mkdirSync('.covey', { recursive: true, mode: 0o700 });
  const isNew = !existsSync(KEY_FILE);
  if (isNew) writeKeyFile(KEY_FILE, await generateKey(crypto.subtle));
  return { ...(await readKeyFile(KEY_FILE)), isNew };
}

/** A request on this machine comes from nowhere; this says what a visitor in Berlin would get. */
const CONTEXT = { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' };

/**
 * The Worker's token. `.dev.vars` is made on first use; what stands there already is kept, and
 * what is missing is added.
 */
export function developmentToken(site: string): string {
  const text = existsSync(VARS_FILE) ? readFileSync(VARS_FILE, 'utf8') : '';
  const known = new Map(
    [...text.matchAll(/^\s*(\w+)\s*=\s*(.*?)\s*$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/^(["'])(.*)\1$/, '$2'),
    ]),
  );
  const token = known.get('COVEY_TOKEN') || randomBytes(24).toString('base64url');
  const wanted = {
    COVEY_TOKEN: token,
    COVEY_DEV_CONTEXT: `'${JSON.stringify(CONTEXT)}'`,
    // Its counts say so.
    COVEY_SIMULATED_SITE: site,
    // "npm run simulate-counts" sends more in a minute than a site on this machine would get in a year.
    COVEY_REPORTS_PER_MINUTE: '10000000',
  };
  const missing = Object.entries(wanted).filter(([name]) => !known.get(name));
  if (missing.length > 0) {
    const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    const lines = missing.map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(VARS_FILE, start + lines.join(''), { mode: 0o600 });
  }
  return token;
}
