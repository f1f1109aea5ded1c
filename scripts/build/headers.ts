import { NEWEST_SCRIPT, PUBLIC, SCRIPT_FOR_EVER, SECURITY } from '../../worker/headers.ts';

/** Cloudflare reads so many rules of a file, and no more. */
const MOST_RULES = 100;

/**
 * What Cloudflare's asset server says with scripts, which it serves past the Worker: word for word what the Worker says
 * with them. Names with a hash cannot be told by a pattern, so the plain ones (`/covey.js`) are listed.
 * @throws Error when there are more than are read.
 */
export function headersFile(plain: readonly string[]): string {
  const common = { ...SECURITY, ...PUBLIC, 'cache-control': SCRIPT_FOR_EVER };
  const rules = [
    ['/covey*', ...Object.entries(common).map(([name, value]) => `  ${name}: ${value}`)],
    ...plain.map((path) => [path, '  ! cache-control', `  cache-control: ${NEWEST_SCRIPT}`]),
  ];
  if (rules.length > MOST_RULES)
    throw new Error(
      `dist/edge/_headers would have ${rules.length} rules, and ${MOST_RULES} are read`,
    );
  return `${rules.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
