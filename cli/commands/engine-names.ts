/** The database's name as Covey has it, of what people and addresses call it. */
export const asEngine = (name: string): string => (name === 'postgres' ? 'postgresql' : name);

/** Names that may be said, of those that Covey has. */
export const saidNames = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => (name === 'postgresql' ? ['postgres', name] : [name]));
