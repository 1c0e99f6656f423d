import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import pkg from './package.json' with { type: 'json' };
import { writeThirdPartyLicenses } from './scripts/third-party-licenses.ts';

/** Of package.json, only what the code reads goes into the bundles. */
const packageFacts: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'package-facts',
  setup(build) {
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (path !== fileURLToPath(new URL('package.json', import.meta.url))) return undefined;
      const { name, version, homepage } = pkg;
      return { contents: JSON.stringify({ name, version, homepage }), loader: 'json' };
    });
  },
};

/**
 * Babel hides the index of each place, node by node: a third of its time, for a property that nobody reads here. Measured on
 * 600 files of TypeScript.
 */
const plainPlaces: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'plain-places',
  setup(build) {
    build.onLoad({ filter: /[\\/]@babel[\\/]parser[\\/]lib[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/(?<=function toESTreeLocation\(node\) \{)[^}]*(?=\})/, 'return node;');
      if (contents === text) throw new Error('@babel/parser has changed: toESTreeLocation is not found');
      return { contents, loader: 'js' };
    });
  },
};

const shared: Options = {
  format: 'esm',
  target: 'node20',
  outDir: 'dist',
  sourcemap: false,
  esbuildPlugins: [packageFacts],
  // tsup 8.5 sets `baseUrl` for the declaration build, which TypeScript 6 deprecates.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
};

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts' },
    metafile: true,
    onSuccess: () => writeThirdPartyLicenses('dist'),
    // The plugin loads with neither ESLint nor TypeScript installed (oxlint), so what it needs of them is bundled.
    noExternal: [/./],
    external: ['eslint', 'typescript'],
    esbuildPlugins: [packageFacts, plainPlaces],
    // V8 keeps the whole text, in two bytes per character if any comment in it is not Latin-1.
    esbuildOptions(options) {
      options.minifyWhitespace = true;
      options.lineLimit = 160;
    },
    // Some of what is bundled is CommonJS, and requires Node's own modules.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
  },
  {
    ...shared,
    // One build, so that `./register` and `./monitor` share their module state.
    entry: { monitor: 'src/runtime/index.ts', register: 'src/runtime/register.ts' },
  },
  {
    ...shared,
    // The second thread starts from this one flat file.
    entry: { watchdog: 'src/runtime/watchdog/index.ts' },
    splitting: false,
    dts: false,
    loader: { '.html': 'text' },
  },
]);
