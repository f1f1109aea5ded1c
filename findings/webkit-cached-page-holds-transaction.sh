#!/usr/bin/env bash
# WebKitGTK 2.50 (Debian webkit2gtk-driver): a page that begins an IndexedDB transaction as it is left (`pagehide`) is put
# to sleep in the back/forward cache with the transaction open. Every later transaction on that database, on every page,
# waits for as long as the page is kept; no event tells anybody. A page that aborts it in `pagehide` holds nobody up.
# Needs Node >= 22 and, from Debian, webkit2gtk-driver and xvfb. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
browser=$(ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser | head -1)
dpkg-query -W -f='${Package} ${Version}\n' webkit2gtk-driver
cat > look.mjs <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
const pages = `<!doctype html><title>x</title><script>
const opened = new Promise((resolve) => {
  const request = indexedDB.open('shop', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('s');
  request.onsuccess = () => resolve(request.result);
});
let database;
opened.then((found) => (database = found));
addEventListener('pagehide', () => {
  if (!location.pathname.startsWith('/first')) return;
  const transaction = database.transaction('s', 'readwrite');
  transaction.objectStore('s').get(1);
  if (location.search === '?abort') transaction.abort();
});
addEventListener('pageshow', ({ persisted }) => { window.kept = persisted; });
const tryIt = async () => {
  const transaction = (await opened).transaction('s', 'readwrite');
  transaction.objectStore('s').put(1, 1);
  return Promise.race([
    new Promise((resolve) => { transaction.oncomplete = () => resolve('completes'); }),
    new Promise((resolve) => setTimeout(resolve, 8000, 'waits')),
  ]);
};
</script>`;
const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(pages));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const screen = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
const display = await new Promise((resolve) => screen.stdio[3].once('data', (bytes) => resolve(`:${String(bytes).trim()}`)));
const port = 20000 + (process.pid % 20000);
const driver = spawn('WebKitWebDriver', ['-p', String(port)], { stdio: 'ignore', env: { ...process.env,
  DISPLAY: display, NO_AT_BRIDGE: '1', GSETTINGS_BACKEND: 'memory', LIBGL_ALWAYS_SOFTWARE: '1' } });
const send = async (method, path, body = {}) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(method === 'POST' && { body: JSON.stringify(body) }) });
  return (await answer.json()).value;
};
const visit = async (query) => {
  const { sessionId } = await send('POST', '/session', { capabilities: { alwaysMatch: {
    'webkitgtk:browserOptions': { binary: process.argv[2], args: ['--automation'] } } } });
  const session = `/session/${sessionId}`;
  await send('POST', `${session}/timeouts`, { script: 30000 });
  const run = (script) => send('POST', `${session}/execute/async`, { script: `const done = arguments[0]; ${script}`, args: [] });
  await send('POST', `${session}/url`, { url: `${origin}/first${query}` });
  await run('opened.then(() => done(true))');
  await send('POST', `${session}/url`, { url: `${origin}/second` });
  const next = await run('tryIt().then(done)');
  await send('POST', `${session}/back`);
  await sleep(500);
  const kept = await run('done(window.kept)');
  await send('DELETE', session);
  return `the next page's transaction ${next}; the page before was ${kept ? 'kept' : 'not kept'} in the cache`;
};
try {
  for (let tries = 0; tries < 100 && !(await send('GET', '/status').catch(() => null)); tries++) await sleep(100);
  const seen = [await visit(''), await visit('?abort')];
  console.log(`begun in pagehide:           ${seen[0]}`);
  console.log(`begun and aborted in pagehide: ${seen[1]}`);
  process.exitCode = seen[0].includes('waits') && seen[1].includes('completes') && seen[1].includes('was kept') ? 0 : 1;
} finally {
  driver.kill();
  screen.kill();
  server.closeAllConnections();
  server.close();
}
JS
node look.mjs "$browser"
