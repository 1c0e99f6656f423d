/** Bun and Deno have the classes of Node's inspector and its histograms, and these answer nothing, or zeros. */
export const IS_NODE = !('bun' in process.versions || 'deno' in process.versions);
