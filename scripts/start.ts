// Brings up the whole of Covey on this machine: the Worker, the shop, definitions signed with a
// development key. Ctrl-C ends it; what it made stays in .covey/ and .dev.vars for the next time.
import { once } from 'node:events';
import { Failure } from '../cli/failure.ts';
import { processTerminal } from '../cli/terminal.ts';
import { definitions } from '../demo/definitions.ts';
import { buildShop } from '../demo/build.ts';
import { serveShop } from '../demo/server.ts';
import { count } from '../shared/counting/index.ts';
import { formatKeys } from '../shared/signing/index.ts';
import { developmentKey, developmentToken, KEY_FILE } from './start/local-files.ts';
import { portFrom, requireFree } from './start/ports.ts';
import { type RunningWorker, runQuietly, startWorker } from './start/processes.ts';
import { publishIfChanged } from './start/publish.ts';
import { hasNoCounts, letVisitorsReport, visitorsFrom } from './start/visitors.ts';

/** Keys of sites, documents and counters of the Worker on this machine. */
const STATE_DIR = '.covey/worker';

const { out, note, style, noteStyle } = processTerminal();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => stopping.abort());

let worker: RunningWorker | undefined;
try {
  await run();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  note(`${noteStyle.red('start:')} ${error.message}`);
  for (const hint of error.hints) note(`  ${hint}`);
  process.exitCode = error.exitCode;
} finally {
  await worker?.stop();
}
process.exit();

async function run(): Promise<void> {
  const started = performance.now();
  const port = portFrom('PORT', 8080);
  const edgePort = portFrom('EDGE_PORT', 8787);
  if (port === edgePort) throw new Failure('usage', 'PORT and EDGE_PORT must differ.');
  const visitors = visitorsFrom('VISITORS', 12_000);
  await requireFree(port, 'PORT', 'the shop', edgePort);
  await requireFree(edgePort, 'EDGE_PORT', 'the Worker', port);

  step('Building');
  runQuietly('scripts/build.ts');
  const key = await developmentKey();
  const { site } = definitions;
  const token = developmentToken(site);
  const edge = { origin: `http://localhost:${edgePort}`, token };
  const { pages } = await buildShop({
    edge: edge.origin,
    site,
    key: formatKeys([key.publicKey]),
  });
  if (stopping.signal.aborted) return;

  step('Starting the Worker');
  worker = await startWorker(edgePort, STATE_DIR);
  const published = await publishIfChanged(edge, definitions, key, STATE_DIR);
  const server = await serveShop({ edge: edge.origin, port });
  if (stopping.signal.aborted) return;

  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const link = (url: string) => style.cyan(url);
  out('');
  out(style.bold(`Covey is running`) + style.dim(`  (after ${seconds} s; Ctrl-C ends it)`));
  out('');
  out(`${label('Shop')}${link(`http://localhost:${port}/`)}  ${style.dim(`${pages} pages`)}`);
  out(`${label('Studio')}${link(`${edge.origin}/studio/`)}`);
  out(
    `${label('Definitions')}version ${published.version} of ${site}, ${published.isNew ? 'signed and published' : 'unchanged'}`,
  );
  out(
    `${label('Key')}${KEY_FILE}${key.isNew ? ', made just now' : ''}. ${style.dim('It stays on this machine; the Worker never sees it.')}`,
  );
  // Before anybody can read the counts: what is released holds for a day.
  let simulated = '';
  if (visitors > 0 && (await hasNoCounts(edge, site))) {
    step(`${count(visitors)} simulated visitors report, for counts to look at`);
    const isStopped = () => stopping.signal.aborted;
    const sent = await letVisitorsReport(edge.origin, definitions, visitors, isStopped);
    if (stopping.signal.aborted) return;
    simulated = `of ${count(sent)} simulated visitors, who reported as pages do`;
  }
  // Apart from the link: what stands in an address stays in the browser's history.
  out(
    `${label('Counts')}${link(`${edge.origin}/studio/#site=${site}`)}  ${style.dim(simulated)}`.trimEnd(),
  );
  out(`${label('Token')}${token}`);
  out('');
  const elsewhere = edgePort === 8787 ? '' : ` -- --edge ${edge.origin}`;
  out(
    `  For more, send other simulated visitors: ${style.bold(`npm run simulate-counts${elsewhere || ' --'} --seed 2`)}`,
  );
  out('');

  const ended = await Promise.race([worker.ended, once(stopping.signal, 'abort').then(() => null)]);
  server.closeAllConnections();
  server.close();
  if (ended !== null)
    throw new Failure('internal', 'The Worker has ended.', ended.trim().split('\n').slice(-30));
  note(style.dim('Stopped.'));
}

function label(text: string): string {
  return `  ${text.padEnd(14)}`;
}

function step(text: string): void {
  note(noteStyle.dim(`${text} …`));
}
