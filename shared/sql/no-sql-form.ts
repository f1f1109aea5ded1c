/** Ends the compiling of one metric or segment; `compileSql` reports it and goes on with the others. */
export class NoSqlForm extends Error {
  readonly construct: string;
  readonly why: string;

  /** `construct` as the definition writes it (`"$regex"`, `"keep"`); `why` in a few words. */
  constructor(construct: string, why: string) {
    super(`${construct}: ${why}`);
    this.construct = construct;
    this.why = why;
  }
}
