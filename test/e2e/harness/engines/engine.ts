import { setTimeout as sleep } from 'node:timers/promises';
import type { Covey } from '../../../../sdk/api.ts';

/** What the tests need of a browser, whatever drives it. */
export interface Engine {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  /** Somebody with a browser profile of their own. */
  newVisitor(): Promise<EngineVisitor>;
  close(): Promise<void>;
}

export interface EngineVisitor {
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab extends Driven {
  /** Runs a function in the page, with its `covey`; what comes back crosses as JSON. */
  evaluate<T>(work: InPage<T>): Promise<T>;
  /** Waits until a function gives something in the page; a page on its way is asked again. */
  until<T>(work: InPage<T>): Promise<T>;
}

/** It is sent as text: it knows nothing of what stands around it. */
export type InPage<T> = (covey: Covey) => T | Promise<T>;

/** What each engine's own protocol does. */
export interface Driven {
  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void>;
  /** Goes back in history, where no load may come: the page may have been kept. */
  back(): Promise<void>;
  /** Clicks as a visitor would, on the first element that is there. */
  click(selector: string): Promise<void>;
  close(): Promise<void>;
}

/** How an engine is started. */
export interface EngineOptions {
  /** The person has told the browser to keep nothing, of any site; not in every engine. */
  readonly blocked?: boolean;
  /** A private window or none; if left out, visitors of Chromium and WebKit have one. WebKit has no other. */
  readonly isPrivate?: boolean;
  /** So much room a site has, in MB; not in WebKit. */
  readonly quotaMb?: number;
}

const PATIENCE_MS = 45_000;

/** `run` evaluates an expression that gives a promise of a JSON text. */
export function tabOf(driven: Driven, run: (expression: string) => Promise<unknown>): Tab {
  const evaluate = async <T>(work: InPage<T>): Promise<T> => {
    const call = `(${work.toString()})(window.covey)`;
    const text = await run(
      `(async () => JSON.stringify({ result: await ${call} }))().catch((error) => JSON.stringify({ error: String(error) }))`,
    );
    const { result, error } = JSON.parse(String(text)) as { result: T; error?: string };
    if (error !== undefined) throw new Error(`${error} in ${work.toString()}`);
    return result;
  };
  const until = async <T>(work: InPage<T>): Promise<T> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const late = Date.now() > end;
      const found = await evaluate(work).catch((error: unknown) => {
        if (late) throw error;
      });
      if (found) return found;
      if (late) throw new Error(`never came: ${work.toString()}`);
      await sleep(50);
    }
  };
  return {
    ...driven,
    evaluate,
    until,
    async click(selector) {
      const find = `document.querySelector(${JSON.stringify(selector)})`;
      await until({
        toString: () => `() => !!${find}?.getClientRects().length`,
      } as InPage<boolean>);
      await driven.click(selector);
    },
  };
}
