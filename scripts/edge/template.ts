// The folder that "covey-edge init" lays: what its owner edits, and nothing that is built.
import packageJson from '../../package.json' with { type: 'json' };

export interface TemplateOptions {
  /** Host name of the Worker, such as edge.example; without one it has its workers.dev address. */
  readonly host?: string;
  /** Host name of the site whose definitions the workflow publishes. */
  readonly site?: string;
  /** Origin of the site's own server, where a second Worker is to stand before it. */
  readonly origin?: string;
  /** `wrangler.toml` of the package. */
  readonly settings: string;
}

const { version, packages } = packageJson;
/** The one that this release was tried with: a test holds it against package.json, of which the bundle has less. */
const WRANGLER = '4.155.0';
const HOST = 'edge.example';
/** Where the Worker has no address of its own: wrangler says the whole of it at the first deploy. */
export const WORKERS_DEV = 'covey.NAME.workers.dev';
const SITE = 'hazel.example';

/** Path and content of each file. */
export function templateOf({ host, site, origin, settings }: TemplateOptions): {
  readonly [path: string]: string;
} {
  return {
    'wrangler.toml': settingsOf(settings, host),
    ...(origin !== undefined && {
      'wrangler.site.toml': siteSettingsOf(settings, {
        host: host ?? WORKERS_DEV,
        site: site ?? SITE,
        origin,
      }),
    }),
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    '.gitignore': IGNORED,
    '.github/workflows/covey.yml': workflowOf(host ?? WORKERS_DEV, site ?? SITE),
  };
}

/** Exact versions: a deploy changes when its owner changes it. */
export const TOOLS = {
  [packages.cli]: version,
  [packages.edge]: version,
  wrangler: WRANGLER,
};
const manifest = { private: true, devDependencies: TOOLS };

const IGNORED = `.covey-edge/
.dev.vars
.wrangler/
node_modules/
*.covey-backup
*key*.json
envelope.json
`;

/** The package's settings with the Worker's own address, and a second Worker to try releases on. */
function settingsOf(settings: string, host: string | undefined): string {
  const route = `routes = [{ pattern = "${host ?? HOST}", custom_domain = true }]`;
  const named = settings.replace(/^name = .*\n/, (line) =>
    host === undefined
      ? `${line}# Its own address, on a domain that is at Cloudflare: first-party for the site's visitors.\n# ${route}\n`
      : `${line}# Its own address: the domain has to be at Cloudflare.\n${route}\nworkers_dev = false\n`,
  );
  if (named === settings) throw new Error('wrangler.toml begins in another way than expected');
  return `${named.trimEnd()}

# A Worker of its own, with a memory of its own: "covey-edge deploy --first --env staging".
[env.staging]
name = "covey-staging"
workers_dev = true
routes = []

[[env.staging.durable_objects.bindings]]
name = "SITES"
class_name = "SiteObject"
`;
}

/** The Worker before a site: what `worker/personalize/proxy.ts` reads. */
function siteSettingsOf(
  settings: string,
  { host, site, origin }: { readonly host: string; readonly site: string; readonly origin: string },
): string {
  const since = /^compatibility_date = .*$/m.exec(settings)?.[0];
  const logging = settings.slice(settings.indexOf('# No request is logged'));
  if (since === undefined || !logging.includes('[observability]'))
    throw new Error('wrangler.toml is written in another way than expected');
  return `# A Worker before the site itself: hands requests on to its own server, and personalises pages by their request alone.
# "covey-edge prepare", then "wrangler deploy --config wrangler.site.toml".
name = "covey-site"
main = ".covey-edge/proxy.js"
${since}
send_metrics = false
logpush = false
workers_dev = false
routes = [{ pattern = "${site}", custom_domain = true }]

[vars]
# The site's own server, under another name than the one that visitors know.
ORIGIN = "${origin}"
COVEY_EDGE = "https://${host}"
COVEY_SITE = "${site}"
# As data-key of the tag: "covey keygen" prints it.
COVEY_KEYS = "KID:PUBLIC-KEY"
# Segments that may be decided here, separated by spaces. None until you name some.
COVEY_SEGMENTS = ""
# "on": pages get the tag of the script.
COVEY_TAG = "off"
# "on": also by the hour, as it is where the connection comes from.
COVEY_CLOCK = "off"

${logging.trimEnd()}
`;
}

/** What both jobs begin with. */
const SET_UP = `      - uses: actions/checkout@v5
        with: { persist-credentials: false }
      - uses: actions/setup-node@v5
        with: { node-version: 24 }
      - run: npm ci --ignore-scripts`;

/** Checks definitions on a pull request; signs and publishes them on main, and renews them before they run out. */
function workflowOf(host: string, site: string): string {
  return `# Checks segments.jsonc on a pull request; signs and publishes it on main; looks each day, and renews it before it runs out.
# Needs these secrets of the environment "publish":
#   COVEY_KEY           the content of the key file that "covey keygen", or the studio, wrote
#   COVEY_TOKEN         of "covey token create --scope publish"
#   COVEY_PASSPHRASE    of the key file, where it has one (the studio's always do); else leave it out
#   COVEY_KEY_2         while keys are rotated: the other key, so that pages with an old tag and with a new one go on
#   COVEY_PASSPHRASE_2  of that one, where it has one
# The first version is published by hand: "covey publish --register". The version in the file does not matter here:
# each run takes the next one, and writes nothing back.
# What somebody published from elsewhere, as when rolling back, is not undone: the run stops until main says the same, or
# until it is started by hand ("Run workflow"), which publishes what main says over whatever is live.
name: covey
on:
  pull_request:
  push:
    branches: [main]
    paths: [segments.jsonc]
  schedule:
    - cron: '23 5 * * *'
  workflow_dispatch:

permissions:
  contents: read

env:
  EDGE: https://${host}
  SITE: ${site}

jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
${SET_UP}
      - run: npx ${packages.cli} check segments.jsonc

  publish:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    environment: publish
    concurrency: covey-publish
    steps:
${SET_UP.replace('persist-credentials: false', 'persist-credentials: false, fetch-depth: 0')}
      - name: sign and publish
        env:
          COVEY_KEY: \${{ secrets.COVEY_KEY }}
          COVEY_KEY_2: \${{ secrets.COVEY_KEY_2 }}
          COVEY_TOKEN: \${{ secrets.COVEY_TOKEN }}
          COVEY_PASSPHRASE: \${{ secrets.COVEY_PASSPHRASE }}
          COVEY_PASSPHRASE_2: \${{ secrets.COVEY_PASSPHRASE_2 }}
          BEFORE: \${{ github.event.before }}
        run: |
          set -euo pipefail
          umask 077
          covey() { npx ${packages.cli} "$@"; }
          key="$RUNNER_TEMP/covey-key.json"
          before="$RUNNER_TEMP/before.jsonc"
          envelope="$RUNNER_TEMP/envelope.json"
          trap 'rm -f "$key"' EXIT
          # Each day: nothing to do while the definitions are good.
          if [ "\${GITHUB_EVENT_NAME:-}" = schedule ] && covey status --edge "$EDGE" --site "$SITE"; then exit 0; fi
          # What may be live: what main says, or said before this push.
          set -- --expect-live segments.jsonc
          if [ "\${GITHUB_EVENT_NAME:-}" = workflow_dispatch ]; then set --
          elif git show "\${BEFORE:-none}:segments.jsonc" > "$before" 2>/dev/null; then set -- "$@" --expect-live "$before"; fi
          printf '%s' "$COVEY_KEY" > "$key"
          covey renew segments.jsonc --edge "$EDGE"
          covey check segments.jsonc
          covey sign segments.jsonc --key "$key" --out "$envelope"
          if [ -n "\${COVEY_KEY_2:-}" ]; then
            printf '%s' "$COVEY_KEY_2" > "$key"
            COVEY_PASSPHRASE="\${COVEY_PASSPHRASE_2:-}" covey sign "$envelope" --key "$key" --out "$envelope"
          fi
          covey publish "$envelope" --edge "$EDGE" "$@"
          covey status --edge "$EDGE" --site "$SITE"
`;
}
