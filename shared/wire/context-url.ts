export function contextUrl(edge: string): string {
  return `${edge}/v1/context`;
}
