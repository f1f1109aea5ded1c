/** Answer to `GET filesUrl(…)`: what the Worker serves for pages. */
export interface Files {
  readonly files: readonly {
    /** `/covey.js`, or `/covey-HASH.js`, which never changes. */
    readonly path: string;
    readonly bytes: number;
    /** For the `integrity` attribute: `sha384-…`. */
    readonly integrity: string;
  }[];
}

export function filesUrl(edge: string): string {
  return `${edge}/v1/files`;
}

export interface Health {
  readonly ok: true;
  /** Covey's version. */
  readonly version: string;
}

export function healthUrl(edge: string): string {
  return `${edge}/v1/health`;
}
