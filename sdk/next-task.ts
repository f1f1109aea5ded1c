interface Scheduler {
  yield(): Promise<void>;
}

/** Lets the browser do what it has to, paint and input first, and goes on in a task of its own. */
export function nextTask(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: Partial<Scheduler> };
  return scheduler?.yield?.() ?? posted();
}

/** A timer would be slowed down in a tab that is hidden; a message is not. */
function posted(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
