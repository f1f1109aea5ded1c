/** The words of one kind, beside its `spec`, which pages may load. */
export interface Words {
  /** What the JSON Schema says of parameters. */
  readonly parameters?: { readonly [key: string]: string };
  /** What other tools and everyday words call it, in small letters without spaces, for the checker to understand. */
  readonly aliases?: readonly string[];
  /** Mixpanel's names of the aggregate, each with what else the definition then says. */
  readonly mixpanel?: { readonly [name: string]: { readonly [key: string]: string | number } };
}
