/** Templates and server-side rendering. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

const RENDERS: Row = { severity: 'medium', owner: 'no-large-sync-work', reason: 'renders the whole tree at once' };

const reactDomServer = defineModule(
  'react-dom/server',
  { kind: 'cpu' },
  {
    ...each(['renderToString', 'renderToStaticMarkup'], {
      ...RENDERS,
      advice:
        'Stream it with `renderToPipeableStream`, each large part in a `Suspense`, or render it in a worker pool such as piscina.',
    }),
  },
);

const preact = defineModule(
  'preact-render-to-string',
  { kind: 'cpu' },
  {
    ...each(['', 'render', 'renderToStaticMarkup', 'renderToString'], {
      ...RENDERS,
      advice: 'Render it in a worker pool such as piscina.',
    }),
  },
);

const COMPILE_ONCE = 'Compile the template once, at start-up.';

/** Compiling a template takes milliseconds; with `cache: true` only the first call does. */
const pug = defineModule(
  'pug',
  { kind: 'cpu', advice: COMPILE_ONCE },
  {
    ...each(['render', 'renderFile'], { severity: 'medium', reason: 'reads and compiles the template on every call' }),
    ...each(['compile', 'compileClient', 'compileFile', 'compileFileClient'], { severity: 'medium' }),
  },
);

const ejs = defineModule(
  'ejs',
  { kind: 'fs', advice: COMPILE_ONCE },
  {
    renderFile: { severity: 'low', reason: 'returns a promise, but reads the template synchronously' },
  },
);

const nunjucks = defineModule(
  'nunjucks',
  { kind: 'cpu' },
  {
    ...each(['render', 'renderString'], {
      severity: 'low',
      advice: 'Pass a callback.',
      cases: [
        { arg: 1, callback: true, severity: 'none' },
        { arg: 2, callback: true, severity: 'none' },
      ],
    }),
  },
);

const handlebars = defineModule(
  'handlebars',
  { kind: 'cpu', advice: COMPILE_ONCE },
  { precompile: { severity: 'low' } },
);

export const RENDERING: readonly BlockingModule[] = [ejs, handlebars, nunjucks, preact, pug, reactDomServer];
