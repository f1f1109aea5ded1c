// Adobe's Web SDK (alloy): the command `sendEvent`, as the site gives it.
import { adobeXdm } from '../../../shared/mappings/adobe-xdm.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

interface SendEvent {
  readonly type?: unknown;
  readonly xdm?: Fields & { readonly eventType?: unknown; readonly commerce?: Fields };
}

interface Command {
  readonly instanceName?: unknown;
  readonly commandName?: unknown;
  readonly options?: unknown;
}

/**
 * Gives what ends it. `library`: the name of the instance, which is that of the global, where there is one. What
 * `createInstance` gives to a module is heard by that name, too.
 */
export const connectAdobeWebSdk: Bridge<never> = (covey, options = {}) => {
  const { library: name = 'alloy' } = options;
  const attach = (_: unknown, line: Line) => {
    const page = window as unknown as { [name: string]: unknown };
    // The base code is the function that stays, and keeps what is called before the library has come.
    line.calls(page, name, ([command, given]) => hear(line, command, given));
    const monitors = (page['__alloyMonitors'] ??= []);
    if (!Array.isArray(monitors) || !line.isNew(monitors)) return;
    const monitor = {
      onBeforeCommand: line.safely((command: Command) => {
        if (command.instanceName === name && typeof page[name] !== 'function')
          hear(line, command.commandName, command.options);
      }),
    };
    monitors.push(monitor);
    line.signal.addEventListener('abort', () => monitors.splice(monitors.indexOf(monitor), 1));
  };
  return follow(covey, options, { mapping: adobeXdm, name, attach, early: true });
};

function hear(line: Line, command: unknown, given: unknown): void {
  if (command !== 'sendEvent') return;
  const { type, xdm = {} } = (given ?? {}) as SendEvent;
  const { eventType = type, commerce = {} } = xdm;
  if (eventType !== undefined) return line.event(eventType, xdm);
  // Without a type an event is what is counted in it.
  for (const [measure, counted] of Object.entries(commerce))
    if (Number((counted as { readonly value?: unknown } | null)?.value) > 0)
      line.event(`commerce.${measure}`, xdm);
}
