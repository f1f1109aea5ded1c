type Method = (...args: readonly unknown[]) => unknown;

/** Calls that are being made, from the outside. */
const calls: {
  readonly target: object;
  readonly method: string;
  readonly args: readonly unknown[];
}[] = [];

/**
 * Hears the calls of a method. What stands in its place behaves as the method does in all else: its result, what it
 * throws, its own properties. Once `signal` is aborted the method is back, or, where somebody has put their
 * own around it, goes unheard.
 */
export function listenToCalls(
  target: object,
  method: string,
  heard: (args: readonly unknown[], result: unknown) => void,
  {
    signal,
    hooks,
  }: {
    readonly signal: AbortSignal;
    /** What stands in the place of a method, so that none is listened to twice. */
    readonly hooks: WeakSet<object>;
  },
): void {
  const methods = target as { [name: string]: Method };
  const original = methods[method];
  if (typeof original !== 'function' || hooks.has(original) || signal.aborted) return;
  const own = Object.getOwnPropertyDescriptor(target, method);
  const value = new Proxy(original, {
    apply(inner, self: unknown, args: readonly unknown[]) {
      // Somebody's own method around ours, and ours around that: one call.
      if (
        calls.some(
          (call) => call.target === target && call.method === method && isSame(call.args, args),
        )
      )
        return Reflect.apply(inner, self, args);
      calls.push({ target, method, args });
      let result: unknown;
      try {
        return (result = Reflect.apply(inner, self, args));
      } finally {
        calls.pop();
        // Whoever else listens may have thrown: the call was made all the same.
        heard(args, result);
      }
    },
  });
  hooks.add(value);
  if (own?.set) methods[method] = value;
  else
    Object.defineProperty(target, method, {
      ...own,
      configurable: true,
      writable: true,
      // Unlike an assignment, it is not met by the page's own loops over a list.
      enumerable: own?.enumerable ?? false,
      value,
    });
  signal.addEventListener('abort', () => {
    if (methods[method] !== value) return;
    if (own?.set) methods[method] = original;
    else if (own) Object.defineProperty(target, method, own);
    else delete methods[method];
  });
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, at) => Object.is(one, others[at]));
