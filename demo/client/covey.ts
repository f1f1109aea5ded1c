/** Covey as the shop sees it: what the script tag puts on `window`. */
export interface Explanation {
  readonly segment: string;
  readonly name: string;
  readonly member: boolean | null;
  readonly since: number | null;
  readonly changesAt: number | null;
  readonly kept: boolean;
  readonly excluded: boolean;
  readonly text: string;
  readonly because: ExplanationNode;
}
export interface ExplanationNode {
  readonly result: boolean | null;
  readonly operator: string;
  readonly text: string;
  readonly fact?: string;
  readonly parts?: readonly ExplanationNode[];
}
export interface Change {
  readonly entered: readonly string[];
  readonly left: readonly string[];
  readonly segments: readonly string[];
}
export interface Covey {
  identify(traits: { readonly [id: string]: unknown }): void;
  has(id: string): boolean;
  segments(): readonly string[];
  on(type: string, listener: (change: Change) => void): () => void;
  choose<T>(options: { readonly [id: string]: T }): T | undefined;
  explain(id: string): Promise<Explanation | null>;
  metrics(): { readonly [id: string]: unknown };
  readonly consent: {
    get(): {
      readonly personalisation: boolean | null;
      readonly measurement: boolean | null;
      readonly time: number | null;
      readonly signal: string | null;
    };
    set(answer: {
      personalisation: boolean;
      measurement: boolean;
      text?: number;
      time?: string;
    }): void;
  };
  erase(): Promise<void>;
  panel(): Promise<void>;
  readonly ready: Promise<void>;
}

const present = () => {
  const found = (window as Window & { covey?: Partial<Covey> }).covey;
  return typeof found?.segments === 'function' && 'ready' in found ? (found as Covey) : null;
};

/** Covey once its script has run; null when it cannot be loaded. The shop works without. */
export const covey = new Promise<Covey | null>((resolve) => {
  if (present()) return resolve(present());
  const tag = document.querySelector('script[data-site]');
  tag?.addEventListener('load', () => resolve(present()));
  tag?.addEventListener('error', () => resolve(null));
  window.addEventListener('load', () => resolve(present()));
});
