import { expiryText } from '../shared/definitions/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { refusalMessage, type RefusalCode } from '../shared/signing/index.ts';
import { Failure } from './failure.ts';

export interface Refused {
  readonly definitions: Definitions;
  /** Names of the keys that would have signed. */
  readonly kids: readonly string[];
  /** The definitions' file, where it is one that can be renewed. */
  readonly file: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Why pages would refuse what was to be signed, by what stands in it, and how to mend that. */
export function notSigned(code: RefusalCode, refused: Refused): Failure {
  const { definitions, kids, file, now } = refused;
  const renew =
    file === null
      ? 'Renew the definitions ("covey renew FILE") and sign those: what is signed keeps its dates.'
      : `"covey renew ${file}" moves its dates and raises the version; then sign again.`;
  if (code === 'expired')
    return new Failure(
      'key',
      `Not signed: the definitions ${expiryText(Date.parse(definitions.expires), now)}.`,
      [renew],
    );
  if (code === 'issued')
    return new Failure(
      'key',
      `Not signed: "issued" is ${definitions.issued}, more than a day after the clock of this machine (${new Date(now).toISOString().slice(0, 16)}Z).`,
      [renew, 'Where the clock is wrong, set it first.'],
    );
  if (code === 'untrusted')
    return new Failure(
      'key',
      `Not signed: the definitions list who may sign, and ${kids.join(', ')} is not there.`,
      [
        `Sign with a key they list: ${listed(definitions).join(', ')}.`,
        'Or list this one: add it under "keys", and raise keys.version where a list was published.',
      ],
    );
  return new Failure('key', `Not signed. ${refusalMessage(code)}`, [
    'Nothing was written. "covey check" shows the document.',
  ]);
}

/** What is missing where more than one key has to sign. `signed`: the kids of an envelope. */
export function moreSignatures(
  definitions: Definitions,
  signed: readonly string[],
  envelope: string,
): readonly string[] {
  const missing = listed(definitions).filter((kid) => !signed.includes(kid));
  const there = listed(definitions).length - missing.length;
  return [
    `More signatures are needed: ${there} of ${definitions.keys?.threshold ?? 1} are there. Others that may sign: ${missing.join(', ')}.`,
    `Next: covey sign ${envelope} --key THEIR-KEYFILE --out ${envelope}`,
  ];
}

const listed = ({ keys }: Definitions): readonly string[] => keys?.keys.map(({ kid }) => kid) ?? [];
