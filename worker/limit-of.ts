/** The limit that a variable sets, 0 among them; what is no such number sets none. */
export function limitOf(text: string | undefined, unlessSaid: number): number {
  const number = Number(text?.trim() || NaN);
  return number >= 0 ? number : unlessSaid;
}
