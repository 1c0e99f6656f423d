/** Compilers, bundlers and minifiers: from 1 ms for a snippet to seconds for a project, first use excluded. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each, promised, withoutSuffix } from '../rows.ts';

const HIGH: Row = { severity: 'high' };
const AT_BUILD_TIME = 'Do it when you build.';

/** What compiles in a process of its own is awaited. */
const sassEmbedded = defineModule(
  'sass-embedded',
  { kind: 'process', returns: { initCompiler: 'Compiler#' } },
  {
    ...promised('sass-embedded', { compile: 'compileAsync', compileString: 'compileStringAsync' }, HIGH),
    ...each(['Compiler#compile', 'Compiler#compileString'], {
      severity: 'high',
      instead: 'sass-embedded.AsyncCompiler',
    }),
    renderSync: { severity: 'high', instead: 'sass-embedded.compileAsync' },
  },
);

/** Its asynchronous functions compute on the calling thread as well, and take twice the time. */
const sass = defineModule(
  'sass',
  {
    kind: 'cpu',
    returns: { initCompiler: 'Compiler#' },
    advice: 'Do it when you build, or use sass-embedded, which compiles in another process.',
  },
  each(['compile', 'compileString', 'Compiler#compile', 'Compiler#compileString', 'renderSync'], HIGH),
);

const esbuild = defineModule(
  'esbuild',
  { kind: 'process' },
  promised('esbuild', withoutSuffix(['analyzeMetafileSync', 'buildSync', 'formatMessagesSync', 'transformSync']), HIGH),
);

const swc = defineModule(
  '@swc/core',
  { kind: 'cpu' },
  promised(
    '@swc/core',
    withoutSuffix(['minifySync', 'parseFileSync', 'parseSync', 'printSync', 'transformFileSync', 'transformSync']),
    HIGH,
  ),
);

const babel = defineModule(
  '@babel/core',
  { kind: 'cpu' },
  {
    ...each(['parseSync', 'transformFileSync', 'transformFromAstSync', 'transformSync'], {
      severity: 'high',
      advice: AT_BUILD_TIME,
      reason: 'the asynchronous form also computes on the calling thread',
    }),
    ...promised(
      '@babel/core',
      {
        createConfigItemSync: 'createConfigItemAsync',
        loadOptionsSync: 'loadOptionsAsync',
        loadPartialConfigSync: 'loadPartialConfigAsync',
      },
      { severity: 'medium' },
    ),
    ...each(['transform', 'parse'], {
      severity: 'high',
      advice: AT_BUILD_TIME,
      cases: [
        { arg: 1, callback: true, severity: 'none' },
        { arg: 2, callback: true, severity: 'none' },
      ],
    }),
  },
);

const typescript = defineModule(
  'typescript',
  { kind: 'cpu', advice: AT_BUILD_TIME },
  {
    ...each(['createProgram', 'transpileModule'], HIGH),
    ...each(['sys.readDirectory', 'sys.readFile', 'sys.writeFile'], { severity: 'medium', kind: 'fs' }),
  },
);

/**
 * `LazyResult` runs the plugins when one of these is read; to await it runs them asynchronously. `map` does too, but is
 * read beside `css`, and the name of a method of every array.
 */
const postcss = defineModule(
  'postcss',
  {
    kind: 'cpu',
    returns: { '().use': '()', 'Processor#use': 'Processor#', 'Processor#process': '().process()' },
  },
  {
    ...each(
      ['css', 'content', 'messages', 'root'].map((name) => `().process().${name}`),
      {
        severity: 'medium',
        trigger: 'get',
        advice: 'Await the result first.',
        reason: 'runs the plugins when it is read',
      },
    ),
    ...each(
      ['sync', 'toString', 'warnings'].map((name) => `().process().${name}`),
      {
        severity: 'medium',
        advice: 'Await the result first.',
        reason: 'runs the plugins synchronously',
      },
    ),
  },
);

const lightningcss = defineModule(
  'lightningcss',
  { kind: 'cpu', advice: AT_BUILD_TIME },
  {
    bundle: {
      severity: 'medium',
      instead: 'lightningcss.bundleAsync',
      rewrite: { module: 'lightningcss', name: 'bundleAsync', form: 'promise' },
    },
    transform: { severity: 'medium' },
    transformStyleAttribute: { severity: 'low' },
  },
);

const terser = defineModule(
  'terser',
  { kind: 'cpu' },
  {
    minify_sync: {
      severity: 'high',
      advice: AT_BUILD_TIME,
      reason: '`terser.minify` computes on the calling thread too',
    },
  },
);

const uglify = defineModule('uglify-js', { kind: 'cpu', advice: AT_BUILD_TIME }, { minify: HIGH });

const svgo = defineModule(
  'svgo',
  { kind: 'cpu', advice: 'Run it in a worker pool such as piscina.' },
  { optimize: { severity: 'medium' } },
);

const prettierSync = defineModule(
  '@prettier/sync',
  { kind: 'sleep' },
  {
    check: { severity: 'high', instead: 'prettier.check', reason: 'waits for a worker thread' },
    format: {
      severity: 'high',
      instead: 'prettier.format',
      rewrite: { module: 'prettier', name: 'format', form: 'promise' },
      reason: 'waits for a worker thread',
    },
    formatWithCursor: { severity: 'high', instead: 'prettier.formatWithCursor', reason: 'waits for a worker thread' },
  },
);

export const COMPILERS: readonly BlockingModule[] = [
  babel,
  esbuild,
  lightningcss,
  postcss,
  prettierSync,
  sass,
  sassEmbedded,
  svgo,
  swc,
  terser,
  typescript,
  uglify,
];
