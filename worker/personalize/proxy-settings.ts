/** Variables of the Worker. */
export interface ProxySettings {
  /** Origin of the site's own server: `https://origin.hazel.example`. Without it the request goes on to where it was addressed. */
  readonly ORIGIN?: string;
  /** Origin of Covey's Worker. */
  readonly COVEY_EDGE: string;
  readonly COVEY_SITE: string;
  /** As `data-key` of the tag. */
  readonly COVEY_KEYS: string;
  /** Lowest version of the definitions that is accepted. */
  readonly COVEY_MIN_VERSION?: string;
  /** Segments that may be decided here, separated by spaces. */
  readonly COVEY_SEGMENTS?: string;
  /** `on`: `now.*` too, by the time zone of the connection. */
  readonly COVEY_CLOCK?: string;
  /** `on`: pages get the tag of the script. */
  readonly COVEY_TAG?: string;
  /** JSON of a place to go by instead of the request's own: for local runs. */
  readonly COVEY_DEV_CONTEXT?: string;
  /** Covey's Worker, where it is of the same account. */
  readonly COVEY?: { fetch(url: string): Promise<Response> };
}
