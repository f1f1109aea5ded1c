/** Properties of an event, as whoever sent it wrote them. */
export type Fields = { readonly [name: string]: unknown };

/** What a tool calls what, as data: for bridges in the page, and for readers of a tool's log. */
export interface Mapping {
  /** The tool, as people call it. */
  readonly tool: string;
  /**
   * The web's standard name of each event, by the tool's own in small letters, with `_` for whatever is no letter or
   * number: `order_completed` is "Order Completed", `orderCompleted` and `order-completed`, too.
   */
  readonly events: { readonly [theirs: string]: string };
  /** What the names of the tool's own events begin with. Those that are not listed are passed to nobody. */
  readonly own?: string;
  /** Where a standard property stands: paths with dots, separated by blanks. The first that has a value counts. */
  readonly properties: { readonly [standard: string]: string };
  /** The list of goods, and where each property of an item stands in one of them. */
  readonly items?: {
    readonly list: string;
    readonly properties: { readonly [standard: string]: string };
    /** Where there is no list, the properties of an event about one item stand in the event itself. */
    readonly single?: true;
    /** `price` is that of the whole line, and not of one piece. */
    readonly linePrice?: true;
  };
}

/** An event by the web's standard names. */
export interface Translated {
  readonly name: string;
  /** All that the tool had, by its own names, and what is known of it by standard ones. */
  readonly props: Fields;
}
