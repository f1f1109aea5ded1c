/**
 * Says at once when something is assigned to a global. Where a page guards the property itself, or has declared it by
 * `var`, it says nothing.
 */
export function watchGlobal(name: string, signal: AbortSignal, onAssigned: () => void): void {
  const page = window as unknown as { [name: string]: unknown };
  const own = Object.getOwnPropertyDescriptor(page, name);
  if (own && !(own.configurable && own.writable)) return;
  let value = page[name];
  const set = (next: unknown) => {
    value = next;
    onAssigned();
  };
  Object.defineProperty(page, name, {
    configurable: true,
    enumerable: own?.enumerable ?? true,
    get: () => value,
    set,
  });
  signal.addEventListener('abort', () => {
    if (Object.getOwnPropertyDescriptor(page, name)?.set !== set) return;
    delete page[name];
    if (value !== undefined) page[name] = value;
  });
}
