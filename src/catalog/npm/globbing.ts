/** Matching file names means walking directories: 12 ms for the tree of one `node_modules`, recursively. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { besideItself, each, promised } from '../rows.ts';

const MEDIUM: Row = { severity: 'medium' };

const glob = defineModule(
  'glob',
  { kind: 'fs' },
  {
    ...promised('glob', { globSync: 'glob' }, MEDIUM),
    ...each(['sync', 'glob.sync', 'glob.globSync'], { severity: 'medium', instead: 'glob.glob' }),
    ...each(['globIterateSync', 'iterateSync', 'sync.iterate', 'globSync.iterate'], {
      severity: 'medium',
      instead: 'glob.globIterate',
    }),
    ...each(['globStreamSync', 'streamSync', 'sync.stream', 'globSync.stream'], {
      severity: 'medium',
      instead: 'glob.globStream',
    }),
    'Glob#iterateSync': { severity: 'medium', instead: 'glob.Glob#iterate' },
    'Glob#streamSync': { severity: 'medium', instead: 'glob.Glob#stream' },
    'Glob#walkSync': { severity: 'medium', instead: 'glob.Glob#walk' },
  },
);

const fastGlob = defineModule(
  'fast-glob',
  { kind: 'fs' },
  {
    ...promised('fast-glob', { globSync: 'glob' }, MEDIUM),
    ...besideItself('fast-glob', MEDIUM),
  },
);

const globby = defineModule(
  'globby',
  { kind: 'fs' },
  {
    ...promised(
      'globby',
      {
        globbySync: 'globby',
        isGitIgnoredSync: 'isGitIgnored',
        isIgnoredByIgnoreFilesSync: 'isIgnoredByIgnoreFiles',
      },
      MEDIUM,
    ),
    // Up to version 11.
    ...besideItself('globby', MEDIUM),
    'gitignore.sync': { severity: 'medium', instead: 'globby.gitignore' },
  },
);

const tinyglobby = defineModule('tinyglobby', { kind: 'fs' }, promised('tinyglobby', { globSync: 'glob' }, MEDIUM));

/** Its builder returns itself from every method, up to `crawl`. */
const FDIR_METHODS = [
  ...['exclude', 'filter', 'glob', 'globWithOptions', 'group', 'normalize', 'onlyCounts', 'onlyDirs'],
  ...['withAbortSignal', 'withBasePath', 'withDirs', 'withErrors', 'withFullPaths', 'withGlobFunction', 'withMaxDepth'],
  ...['withMaxFiles', 'withPathSeparator', 'withRelativePaths', 'withSymlinks'],
];

const fdir = defineModule(
  'fdir',
  {
    kind: 'fs',
    returns: Object.fromEntries(FDIR_METHODS.map((name) => [`fdir#${name}`, 'fdir#'])),
  },
  {
    ...each(['fdir#crawl().sync', 'fdir#crawlWithOptions().sync'], {
      severity: 'medium',
      instead: 'fdir.fdir#crawl().withPromise',
    }),
  },
);

export const GLOBBING: readonly BlockingModule[] = [fastGlob, fdir, glob, globby, tinyglobby];
