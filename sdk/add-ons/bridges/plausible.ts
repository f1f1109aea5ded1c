// Plausible: the global of its script, or `transformRequest` of what the package is started with.
import { plausible } from '../../../shared/mappings/plausible.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

/** What `init` of the package is given. */
export interface PlausibleConfig {
  transformRequest?: unknown;
}

/** Gives what ends it. `library`: the configuration of the package, before `init` is called with it. */
export const connectPlausible: Bridge<PlausibleConfig> = (covey, options = {}) => {
  const { library: name = 'plausible' } = options;
  const attach = (config: PlausibleConfig, line: Line) => {
    if (typeof name === 'string')
      return line.calls(window, name, ([event, given]) => hear(line, event, given));
    config.transformRequest ??= (payload: unknown) => payload;
    line.calls(config, 'transformRequest', (_, payload) => {
      // The site's own may leave out an event.
      if (!payload) return;
      const { n, p, $ } = payload as Fields;
      hear(line, n, { props: p, revenue: $ });
    });
  };
  return follow<PlausibleConfig>(covey, options, { mapping: plausible, name: 'plausible', attach });
};

function hear(line: Line, name: unknown, given: unknown): void {
  const { props, revenue } = (given ?? {}) as Fields;
  line.event(name, { ...(props as object | undefined), ...(revenue !== undefined && { revenue }) });
}
