#!/usr/bin/env bash
# Firefox ESR 153 (Debian): a page that holds a Web Lock, or has a fetch under way, when it is left is not kept in the
# back/forward cache, also where it lets go of the lock, or aborts the fetch, in its own `pagehide`: the decision falls
# before that. An open BroadcastChannel or IndexedDB connection, closed in `pagehide`, costs nothing there.
# So there is no tidying up at the end: a lock must be short, and a request over, before the visitor goes.
# Needs Node >= 22 and Debian's firefox-esr. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
firefox-esr --version
cat > look.mjs <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
const database = `indexedDB.open('shop', 1); r.onupgradeneeded = () => r.result.createObjectStore('s');`;
const pages = {
  'nothing at all': ['true', ''],
  'a channel, closed in pagehide': ['true', `const c = new BroadcastChannel('c'); addEventListener('pagehide', () => c.close());`],
  'a connection, closed in pagehide': ['true', `const r = ${database} r.onsuccess = () => addEventListener('pagehide', () => r.result.close());`],
  'a lock, let go in pagehide': ['false', `navigator.locks.request('l', () => new Promise((free) => addEventListener('pagehide', free)));`],
  'a lock, let go long before': ['true', `navigator.locks.request('l', () => new Promise((free) => setTimeout(free, 100)));`],
  'a request, aborted in pagehide': ['false', `const a = new AbortController(); addEventListener('pagehide', () => a.abort()); fetch('/slow', { signal: a.signal }).catch(() => {});`],
};
const server = createServer((request, answer) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  if (pathname === '/slow') return;
  const [, script] = pages[searchParams.get('page')] ?? ['', ''];
  answer.setHeader('content-type', 'text/html');
  answer.end(`<!doctype html><title>x</title><script>addEventListener('pageshow', ({ persisted }) => { window.kept = persisted; });${script}</script>`);
});
await new Promise((resolve) => server.listen(0, 'localhost', resolve));
const origin = `http://localhost:${server.address().port}`;
const firefox = spawn('firefox-esr', ['--headless', '--no-remote', '--profile', process.cwd(), '--remote-debugging-port=0'], {
  env: { ...process.env, HOME: process.cwd(), MOZ_DISABLE_CONTENT_SANDBOX: '1' }, stdio: ['ignore', 'ignore', 'pipe'] });
const address = await new Promise((resolve) => firefox.stderr.on('data', (bytes) => {
  const found = /BiDi listening on (ws:\S+)/.exec(String(bytes))?.[1];
  if (found) resolve(found);
}));
const socket = new WebSocket(`${address}/session`);
await new Promise((resolve) => socket.addEventListener('open', resolve));
const waiting = new Map();
socket.addEventListener('message', ({ data }) => {
  const { id, result } = JSON.parse(data);
  waiting.get(id)?.(result);
});
let last = 0;
const send = (method, params) => new Promise((resolve) => {
  waiting.set(++last, resolve);
  socket.send(JSON.stringify({ id: last, method, params }));
});
let changed = false;
try {
  await send('session.new', { capabilities: {} });
  for (const [name, [expected]] of Object.entries(pages)) {
    const { context } = await send('browsingContext.create', { type: 'tab' });
    const url = `${origin}/first?page=${encodeURIComponent(name)}`;
    await send('browsingContext.navigate', { context, url, wait: 'complete' });
    await sleep(600);
    await send('browsingContext.navigate', { context, url: `${origin}/second`, wait: 'complete' });
    await sleep(300);
    await Promise.race([send('browsingContext.traverseHistory', { context, delta: -1 }), sleep(2000)]);
    await sleep(600);
    const { result } = await send('script.evaluate', { expression: 'location.pathname + String(window.kept)', target: { context }, awaitPromise: false });
    const kept = result.value.replace('/first', '');
    console.log(`${name}: ${kept === 'true' ? 'kept' : kept === 'false' ? 'not kept' : kept}`);
    changed ||= kept !== expected;
    await send('browsingContext.close', { context });
  }
} finally {
  socket.close();
  firefox.kill();
  await new Promise((resolve) => firefox.on('exit', resolve));
  server.closeAllConnections();
  server.close();
}
process.exit(changed ? 1 : 0);
JS
node look.mjs
