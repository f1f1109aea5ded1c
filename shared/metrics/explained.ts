/** A metric as it is written, in words: durations, names and events as one would say them. */
export interface Written {
  /** By which the definitions call it, and the name that they give it, else the same. */
  readonly id: string;
  readonly name: string;
  /** What its own key says, after "matching" where there is a condition. */
  readonly events: string;
  /** What another key says; empty where it says nothing. */
  readonly text: (key: string) => string;
}

/** How explanations speak of a kind of metric. Unless it has a name of its own it is `KEY of EVENTS`. */
export interface Explained {
  /** Goes up with what the visitor does, so that something can be missing of it. */
  readonly grows: boolean;
  readonly name?: (written: Written) => string;
  /** A name that says a number before itself: `2 view_item in 7 days`. */
  readonly noun?: (written: Written) => string;
  /** What takes the value up by one, or by as much, whenever it happens before it would fall; empty: nothing does. */
  readonly again?: (written: Written) => string;
}
