/** `wrangler.toml` of this repository, for the folder that `covey-edge` makes. */
export function deployedFrom(text: string): string {
  const replaced = text
    .replace('"worker/index.ts"', '".covey-edge/worker.js"')
    .replace('"dist/edge"', '".covey-edge/assets"');
  if (replaced.split('.covey-edge').length !== 3)
    throw new Error('wrangler.toml names its files in another way than expected');
  return replaced;
}
