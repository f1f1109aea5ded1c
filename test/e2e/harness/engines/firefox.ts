import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, type EngineOptions, tabOf } from './engine.ts';
import { firefoxPath } from './found.ts';

/** Quiet, and nothing asked of the network. */
const settings = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

/** WebDriver BiDi over one socket. */
export async function launchFirefox({
  blocked = false,
  isPrivate = false,
  quotaMb,
}: EngineOptions): Promise<Engine> {
  const profile = mkdtempSync(join(tmpdir(), 'covey-firefox-'));
  const all = {
    ...settings,
    ...(blocked && { 'network.cookie.cookieBehavior': 2 }),
    ...(isPrivate && { 'browser.privatebrowsing.autostart': true }),
    ...(quotaMb !== undefined && {
      'dom.quotaManager.temporaryStorage.fixedLimit': quotaMb * 1024,
    }),
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const started = spawn(
    firefoxPath() ?? '',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    {
      // Containers run as root, where Firefox cannot put its content processes into a sandbox.
      env: { ...process.env, HOME: profile, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    started.stderr.on('data', (bytes: Buffer) => {
      said += String(bytes);
      const found = /BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    started.on('exit', () => reject(new Error(`Firefox ended: ${said}`)));
  });
  const bidi = await connect(`${address}/session`);
  await bidi.send('session.new', { capabilities: {} });
  return {
    name: 'firefox',
    async newVisitor() {
      const { userContext } = await bidi.send('browser.createUserContext', {});
      return {
        close: async () => void (await bidi.send('browser.removeUserContext', { userContext })),
        async newTab() {
          const { context } = await bidi.send('browsingContext.create', {
            type: 'tab',
            userContext,
          });
          return tabOf(
            {
              goto: async (url) =>
                void (await bidi.send('browsingContext.navigate', {
                  context,
                  url,
                  wait: 'complete',
                })),
              // May wait for a load that never comes.
              back: async () =>
                void (await Promise.race([
                  bidi.send('browsingContext.traverseHistory', { context, delta: -1 }),
                  sleep(2000),
                ])),
              async click(selector) {
                const { nodes } = await bidi.send('browsingContext.locateNodes', {
                  context,
                  locator: { type: 'css', value: selector },
                  maxNodeCount: 1,
                });
                const [element] = nodes as readonly object[];
                const origin = { type: 'element', element };
                await bidi.send('input.performActions', {
                  context,
                  actions: [
                    {
                      type: 'pointer',
                      id: 'mouse',
                      actions: [
                        { type: 'pointerMove', x: 0, y: 0, origin },
                        { type: 'pointerDown', button: 0 },
                        { type: 'pointerUp', button: 0 },
                      ],
                    },
                  ],
                });
              },
              close: async () => void (await bidi.send('browsingContext.close', { context })),
            },
            async (expression) => {
              const { result } = await bidi.send('script.evaluate', {
                expression,
                target: { context },
                awaitPromise: true,
              });
              return (result as { value?: unknown } | undefined)?.value;
            },
          );
        },
      };
    },
    async close() {
      bidi.close();
      const ended = new Promise((resolve) => started.on('exit', resolve));
      started.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly [name: string]: unknown };
  readonly error?: string;
  readonly message?: string;
}

async function connect(url: string) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`no connection to ${url}`)));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  return {
    close: () => socket.close(),
    send(method: string, params: object): Promise<{ readonly [name: string]: unknown }> {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error, message }) => {
          waiting.delete(id);
          if (error !== undefined) reject(new Error(`${method}: ${error}: ${message ?? ''}`));
          else resolve(result ?? {});
        });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
  };
}
