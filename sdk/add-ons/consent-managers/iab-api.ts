// Both frameworks of the IAB are spoken to alike: by a function on the page's window, or, from inside a frame, by
// messages to the frame above that has the manager.

/** Everything else is named after it. */
export type IabName = '__tcfapi' | '__gpp';

/** Where a manager can be reached. Another one says that it has been replaced. */
export type IabTarget = Window | ((...args: readonly unknown[]) => void);

export type IabCall = (
  command: string,
  answer: (value: unknown, success: unknown) => void,
  parameter?: unknown,
) => void;

const VERSIONS = { __tcfapi: 2, __gpp: '1.1' } as const;

/** The manager as it can be reached now; undefined where there is none. */
export function iabTarget(name: IabName): IabTarget | undefined {
  const api = (window as unknown as { readonly [name: string]: unknown })[name];
  if (typeof api === 'function') return api as IabTarget;
  for (let frame: Window = window; frame !== window.top;) {
    frame = frame.parent;
    try {
      if ((frame as unknown as { readonly [name: string]: unknown })[`${name}Locator`])
        return frame;
    } catch {
      // Of another origin, and without a frame of that name.
    }
  }
  return undefined;
}

export function iabCall(name: IabName, target: IabTarget, signal: AbortSignal): IabCall {
  const version = VERSIONS[name];
  if (typeof target !== 'function') return callByMessages(name, target, signal);
  return (command, answer, parameter) =>
    name === '__tcfapi'
      ? target(command, version, answer, parameter)
      : target(command, answer, parameter, version);
}

let lastCall = 0;

function callByMessages(name: IabName, frame: Window, signal: AbortSignal): IabCall {
  const version = VERSIONS[name];
  const waiting = new Map<unknown, Parameters<IabCall>>();
  window.addEventListener(
    'message',
    ({ source, data }) => {
      // Nobody else speaks for the manager.
      const { callId, returnValue, success } =
        (source === frame && returnedIn(data, `${name}Return`)) || {};
      const [command, answer] = waiting.get(callId) ?? [];
      if (command !== 'addEventListener') waiting.delete(callId);
      answer?.(returnValue, success);
    },
    { signal },
  );
  return (command, answer, parameter) => {
    const callId = `covey-${++lastCall}-${Math.random().toString(36).slice(2)}`;
    // Of listeners the newest is heard.
    for (const [id, [earlier]] of waiting) if (earlier === command) waiting.delete(id);
    waiting.set(callId, [command, answer]);
    frame.postMessage({ [`${name}Call`]: { command, version, parameter, callId } }, '*');
  };
}

interface Returned {
  readonly callId?: unknown;
  readonly returnValue?: unknown;
  readonly success?: unknown;
}

/** Some managers answer with JSON as text. */
function returnedIn(data: unknown, name: string): Returned | undefined {
  try {
    const message = (typeof data === 'string' ? JSON.parse(data) : data) as {
      readonly [name: string]: Returned | undefined;
    };
    return message[name];
  } catch {
    return undefined;
  }
}
