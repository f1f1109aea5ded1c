import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../stack.ts';
import { type Engine, tabOf } from './engine.ts';
import { webkitPaths } from './found.ts';

/** On a busy machine its driver sometimes hears nothing of a page that has come. */
const LOAD_MS = 45_000;

/** WebKitGTK by plain WebDriver: one driver process a visitor, since a session is a profile. */
export async function launchWebkit(): Promise<Engine> {
  const paths = webkitPaths();
  if (!paths) throw new Error('WebKit is not installed');
  const { process: screen, display } = await startScreen(paths.xvfb);
  const drivers: ChildProcess[] = [];
  return {
    name: 'webkit',
    async newVisitor() {
      const port = await freePort();
      const driver = spawn(paths.driver, ['-p', String(port)], {
        env: {
          ...process.env,
          DISPLAY: display,
          NO_AT_BRIDGE: '1',
          GSETTINGS_BACKEND: 'memory',
          LIBGL_ALWAYS_SOFTWARE: '1',
        },
        stdio: 'ignore',
      });
      drivers.push(driver);
      const send = async (method: string, path: string, body: object = {}) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          ...(method === 'POST' && { body: JSON.stringify(body) }),
        });
        const { value } = (await answer.json()) as { value: never };
        const { error, message } = (value ?? {}) as { error?: string; message?: string };
        if (error) throw new Error(`${path}: ${error}: ${message ?? ''}`);
        return value;
      };
      for (let tries = 0; ; tries++) {
        const ready = await send('GET', '/status').catch(() => null);
        if (ready) break;
        if (tries > 100) throw new Error('WebKitWebDriver does not answer');
        await sleep(50);
      }
      const { sessionId } = (await send('POST', '/session', {
        capabilities: {
          alwaysMatch: {
            timeouts: { pageLoad: LOAD_MS },
            'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
          },
        },
      })) as { sessionId: string };
      const session = `/session/${sessionId}`;
      let first: string | null = (await send('GET', `${session}/window`)) as string;
      let current = first;
      const turnTo = async (handle: string) => {
        if (current !== handle) await send('POST', `${session}/window`, { handle });
        current = handle;
      };
      return {
        async close() {
          await send('DELETE', session).catch(() => {});
          driver.kill();
        },
        async newTab() {
          const handle =
            first ??
            ((await send('POST', `${session}/window/new`, { type: 'tab' })) as { handle: string })
              .handle;
          first = null;
          const on = async (method: string, path: string, body?: object): Promise<unknown> => {
            await turnTo(handle);
            return send(method, `${session}${path}`, body);
          };
          return tabOf(
            {
              async goto(url) {
                const load = () => on('POST', '/url', { url });
                await load().catch((error: unknown) => {
                  if (!/: timeout/.test(String(error))) throw error;
                  console.warn(`WebKit loaded ${url} in no ${LOAD_MS} ms: it is asked once more`);
                  return load();
                });
              },
              back: async () => void (await on('POST', '/back')),
              async click(selector) {
                const found = (await on('POST', '/element', {
                  using: 'css selector',
                  value: selector,
                })) as { readonly [key: string]: string };
                await on('POST', `/element/${Object.values(found)[0]}/click`);
              },
              async close() {
                await on('DELETE', '/window');
                current = '';
              },
            },
            (expression) =>
              on('POST', '/execute/async', {
                script: `${expression}.then(arguments[arguments.length - 1])`,
                args: [],
              }),
          );
        },
      };
    },
    async close() {
      for (const driver of drivers) driver.kill();
      screen.kill();
    },
  };
}

/** A screen that nobody sees. */
async function startScreen(xvfb: string): Promise<{ process: ChildProcess; display: string }> {
  const started = spawn(
    xvfb,
    ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const display = await new Promise<string>((resolve, reject) => {
    started.stdio[3]?.once('data', (bytes: Buffer) => resolve(`:${String(bytes).trim()}`));
    started.on('exit', () => reject(new Error('Xvfb did not start')));
  });
  return { process: started, display };
}
