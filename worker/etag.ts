/**
 * Whether a conditional request already holds this representation (RFC 9110 §13.1.2: weak
 * comparison, as a compressing proxy may have weakened the tag).
 */
export function holds(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  const held: readonly string[] = ifNoneMatch.match(/"[^"]*"/g) ?? [];
  return ifNoneMatch.trim() === '*' || held.includes(`"${tag}"`);
}
