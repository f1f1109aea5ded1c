import { type Command, Option } from 'commander';
import { expiryOf } from '../../shared/definitions/index.ts';
import {
  type CreatedToken,
  MAX_OVERLAP_HOURS,
  MAX_TOKEN_DAYS,
  type NewToken,
  type Rotation,
  TOKEN_SCOPES,
  type TokenEntry,
  type TokenScope,
  tokensUrl,
  tokenUrl,
} from '../../shared/wire/index.ts';
import { ANYTHING, CREATED_TOKEN, TOKENS } from '../answers.ts';
import { ask, edgeOf, type EdgeAnswer, parseOrigin, parseSite, refusal } from '../edge.ts';
import { tellJson } from '../json/index.ts';
import { plural } from '../plural.ts';
import { wholeNumberIn } from '../options.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Where {
  readonly edge: string;
  readonly site: string;
  readonly token?: string;
  readonly json?: boolean;
}
interface Creating extends Where {
  readonly scope: TokenScope;
  readonly label?: string;
  readonly days: number;
}
interface Rotating extends Where {
  readonly overlap: number;
}

export function addToken(program: Command, terminal: Terminal): void {
  const token = program
    .command('token')
    // "covey help token" is there, and knows --json.
    .helpCommand(false)
    .summary('tokens of a site, each for one thing')
    .description(
      "Makes, lists, rotates and revokes the tokens of one site: for CI that publishes, for whoever reads\ncounts. The Worker's own COVEY_TOKEN may do all of it at every site; it stays with the operator.",
    )
    .addHelpText(
      'after',
      '\nExamples:\n  covey token create --scope counts --label "Marketing" --edge https://edge.example --site hazel.example\n  covey token rotate 1f2e3d4c5b6a --edge https://edge.example --site hazel.example',
    );
  const at = ({ edge, token: given }: Where) => edgeOf(edge, given, terminal);
  const add = (usage: string, summary: string, description: string) =>
    token
      .command(usage)
      .summary(summary)
      .description(description)
      .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
      .requiredOption('--site <host>', 'host name of the site', parseSite)
      .option('--token <token>', 'COVEY_TOKEN, or a token with the scope "admin"; better set it')
      .option('--json', 'print the answer as JSON');

  add(
    'create',
    'make one',
    'Makes a token and prints it, this once: the Worker keeps a hash of it. For a token that reads counts, it\nprints the link that opens them, too. Each run makes another.',
  )
    .addOption(
      new Option('--scope <scope>', 'counts: reads them; publish: publishes; admin: everything')
        .choices(TOKEN_SCOPES)
        .makeOptionMandatory(),
    )
    .option('--label <text>', 'who has it, or what for: for the list and the audit')
    .option(
      '--days <n>',
      `how long it holds, ${MAX_TOKEN_DAYS} at most`,
      wholeNumberIn(1, MAX_TOKEN_DAYS),
      365,
    )
    .action(async ({ scope, label, days, ...where }: Creating) => {
      const body: NewToken = { scope, days, ...(label !== undefined && { label }) };
      const { edge, site } = where;
      const answer = await ask(at(where), tokensUrl(edge, site), CREATED_TOKEN, {
        ...post(body),
        again: 'look with "covey token list" first: to run it again makes another token.',
      });
      if (!answer.ok) throw refusal('No token was made.', answer);
      tell('token create', answer, where, terminal);
    });

  add(
    'list',
    'which there are',
    'Lists the tokens that hold, and the day each was last used; which end within 30 days, and which ran out of late.',
  ).action(async (where: Where) => {
    const { edge, site, json } = where;
    const answer = await ask(at(where), tokensUrl(edge, site), TOKENS);
    if (!answer.ok) throw refusal('No list.', answer);
    const { tokens } = answer.body;
    if (json) return tellJson(terminal, 'token list', answer.body);
    terminal.out(
      tokens.length > 0
        ? listed(tokens, terminal)
        : `${site} has no tokens: "covey token create" makes one.`,
    );
  });

  add(
    'rotate <id>',
    'give one a new secret',
    'Gives a token a new secret and prints it, this once; it holds for as long as the one before was made for. That\ngoes on for the hours of the overlap, and not beyond its own end, so that whoever has it can be given the new one. A secret that was stolen: --overlap 0.',
  )
    .option(
      '--overlap <hours>',
      `for how long, ${MAX_OVERLAP_HOURS} at most`,
      wholeNumberIn(0, MAX_OVERLAP_HOURS),
      24,
    )
    .action(async (id: string, { overlap, ...where }: Rotating) => {
      const { edge, site } = where;
      const body: Rotation = { overlapHours: overlap };
      const url = tokenUrl(edge, site, encodeURIComponent(id));
      const answer = await ask(at(where), url, CREATED_TOKEN, {
        ...post(body),
        again:
          'look with "covey token list" first: to run it again ends the secret in use at once.',
      });
      if (!answer.ok) throw refusal('Nothing was rotated.', answer);
      tell('token rotate', answer, where, terminal);
    });

  add('revoke <id>', 'end one, at once', 'Ends a token, at once.').action(
    async (id: string, where: Where) => {
      const { edge, site, json } = where;
      const url = tokenUrl(edge, site, encodeURIComponent(id));
      const answer = await ask(at(where), url, ANYTHING, { method: 'DELETE' });
      // The answer to the first attempt may have been lost: what is gone is revoked.
      const isGone = !answer.ok && answer.status === 404;
      if (!answer.ok && !isGone) throw refusal('Nothing was revoked.', answer);
      if (json) return tellJson(terminal, 'token revoke', { id });
      terminal.out(
        isGone ? `${site} has no token ${id}: there is nothing to revoke.` : `Revoked ${id}.`,
      );
    },
  );
}

const post = (body: object) =>
  ({ method: 'POST', type: 'application/json', body: JSON.stringify(body) }) as const;

/** The token, where a program can take it; all about it beside. */
function tell(
  command: 'token create' | 'token rotate',
  { body }: EdgeAnswer<CreatedToken> & { readonly ok: true },
  { edge, site, json }: Where,
  terminal: Terminal,
): void {
  if (json) return tellJson(terminal, command, body);
  const { id, scope, token, expires } = body;
  terminal.out(token);
  const until = expires === null ? 'until it is revoked' : `until ${expires.slice(0, 10)}`;
  terminal.note(`Token ${id} of ${site}, for ${scope}, ${until}. It is shown this once.`);
  if (scope === 'counts')
    terminal.note(
      `As a link: ${edge}/studio/#site=${site}&token=${token}\nWhoever has the link reads the counts; browsers keep it in their history.`,
    );
}

function listed(tokens: readonly TokenEntry[], { style }: Terminal): string {
  const rows = tokens.map(({ id, scope, label, created, expires, used }) => [
    id,
    scope,
    label,
    created.slice(0, 10),
    endText(expires, style),
    used ?? 'never',
  ]);
  const titles = ['Token', 'Scope', 'Label', 'Made', 'Ends', 'Last used'];
  return table(
    titles.map((title) => ({ title })),
    rows,
    style.bold,
  );
}

/** "2027-01-24", and in how many days where they are few. */
function endText(expires: string | null, { yellow, red }: Terminal['style']): string {
  if (expires === null) return 'never';
  const [day, { state, days }] = [expires.slice(0, 10), expiryOf(Date.parse(expires), Date.now())];
  if (state === 'good') return day;
  return state === 'ended'
    ? red(`${day}, has run out`)
    : yellow(`${day}, in ${days < 1 ? 'less than a day' : plural(days, 'day')}`);
}
