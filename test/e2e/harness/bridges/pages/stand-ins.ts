// Matomo and AppMeasurement are not published as packages: these do what their manuals say of them, and nothing else.
const page = window as unknown as { [name: string]: unknown };

const send = (tool: string, what: unknown) =>
  void fetch(`/${tool}`, { method: 'POST', body: JSON.stringify(what) });

/** A list until the tracker has come, which does what stands in it and takes its place. */
export function startMatomo(): void {
  const commands = (page['_paq'] ?? []) as unknown[][];
  const push = (...more: unknown[][]) => {
    for (const command of more) if (String(command[0]).startsWith('track')) send('matomo', command);
  };
  for (const command of commands) push(command);
  page['_paq'] = { push };
}

/** The tracker object with its variables; `t` sends those that are set. */
export function startAppMeasurement(): void {
  const s: { [variable: string]: unknown } = {
    account: 'suite',
    t() {
      (s['doPlugins'] as ((s: object) => void) | undefined)?.(s);
      const { events, products, purchaseID, currencyCode } = s;
      send('adobe-analytics', { events, products, purchaseID, currencyCode });
    },
    tl() {},
  };
  page['s'] = s;
}
