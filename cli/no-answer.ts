import { Failure, reasonOf } from './failure.ts';
import { TooLong } from './limited.ts';

/** What the codes of Node's network errors mean, and what to do. */
const REASONS: { readonly [code: string]: readonly [reason: string, way: string] } = {
  ENOTFOUND: [
    'there is no host of this name, or this machine is not online',
    'Check how the address is written, and the connection.',
  ],
  EAI_AGAIN: [
    'its name cannot be looked up',
    'Check that this machine is online, and how the address is written.',
  ],
  ECONNREFUSED: [
    'nothing listens there',
    'Check the address and its port, and that the Worker runs: deployed, or by "npm start".',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    'what listens there does not speak https',
    'Check the address and its port; on this machine alone it may be http.',
  ],
};

/** A certificate that is not believed has one of many codes. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/;
/** Node says no more of a redirect that is not to be followed. */
const REDIRECT = 'unexpected redirect';

/** How long an answer is waited for. */
export const WAIT_MS = 30_000;
const HARMLESS = 'To run the command again does no harm.';

/**
 * That nobody answers at an origin, why, and what to do. `error`: what `fetch` threw. `again`: what to know before the
 * command is run again, as what was sent may have arrived.
 */
export function noAnswer(
  origin: string,
  error: unknown,
  { waitedMs = WAIT_MS, again = HARMLESS } = {},
): Failure {
  if (error instanceof TooLong)
    return new Failure('unreachable', `${origin} answers with ${error.message}.`, [
      'Check the address, and that a Covey Worker is what answers there.',
    ]);
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const { code, name } = (cause ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const [reason, way] =
    REASONS[String(code)] ?? (name === 'TimeoutError' ? tooLate(waitedMs) : inWords(cause, code));
  return new Failure('unreachable', `${origin} does not answer: ${reason}.`, [
    way,
    again.charAt(0).toUpperCase() + again.slice(1),
  ]);
}

const tooLate = (waitedMs: number): readonly [reason: string, way: string] => [
  `no answer came within ${waitedMs / 1000} seconds`,
  'Check the connection, and that nothing in between holds requests back.',
];

function inWords(cause: unknown, code: unknown): readonly [reason: string, way: string] {
  const said = reasonOf(cause).trim();
  if (said === REDIRECT)
    return ['it sends requests elsewhere', 'Give the origin where the Worker itself is.'];
  if (CERTIFICATE.test(String(code)))
    return [
      `its certificate is not believed (${said})`,
      'Check the address. What stands in between with a certificate of its own has to be known to Node: NODE_EXTRA_CA_CERTS.',
    ];
  return [said, 'Check the address, and that the Worker is deployed.'];
}
