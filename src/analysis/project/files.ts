/** Where does the project begin, and which source files does it have? */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { COMMAND_FILES } from '../../catalog/handlers/index.ts';

const SOURCE = /(?<!\.d|\.min)\.[cm]?[jt]sx?$/;
const SKIPPED = new Set(['node_modules', 'bower_components', 'coverage', 'vendor', 'dist', 'build', 'out']);

/** Tests call what servers run, but nothing waits while they do. They say nothing on when code runs. */
const TEST_FOLDER = /(?:^|[\\/])(?:tests?|__(?:tests|mocks|e2e)__|specs?|e2e|cypress|fixtures|bench(?:marks?)?)[\\/]/;
const TEST_FILE = /(?:[.-](?:tests?|specs?|bench|e2e|stories)|_(?:tests?|specs?))\.[cm]?[jt]sx?$/;

/** `test.js`, `test-images.js`, as Node's test runner finds them. Elsewhere than at the root, a route may be called so. */
const TEST_AT_ROOT = /^(?:(?:apps|packages)[\\/][^\\/]+[\\/])?test(?:-[\w.-]+)?\.[cm]?[jt]sx?$/;

/** `vite.config.ts`, `gulpfile.js`, for a tool: at the root of the project, or of a package in it. */
const TOOL_FILE =
  /^(?:(?:apps|packages)[\\/][^\\/]+[\\/])?(?:[\w.-]+\.config|(?:gulp|[Gg]runt)file(?:\.babel)?)\.[cm]?[jt]sx?$/;

/** `jest.setup.ts`, `playwright.global-teardown.ts`, wherever it stands. */
const TEST_RUNNER_FILE = /(?:^|[\\/])(?:cypress|jest|playwright|vitest)[.-][\w.-]+\.[cm]?[jt]sx?$/;

/** `dev-proxy.js`, `mockServer.ts`: what they hold up is those who develop the program. */
const SERVER_OF_DEVELOPERS = /(?:^|[\\/])(?:dev|mock)[-_]?(?:api|proxy|server)\.[cm]?[jt]s$/i;

/** `.storybook/test-runner.ts` */
const HIDDEN_FOLDER = /(?:^|[\\/])\.\w[^\\/]*[\\/]/;

/** Larger projects are cut off: their remaining files are unknown. */
const MAX_FILES = 20_000;

/**
 * The nearest root above a file: of a repository or a workspace of packages; else the outermost package in `cwd`, else its
 * package, else `cwd`.
 */
export function findRoot(file: string, cwd: string): string {
  let found: string | undefined;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (isWorkspaceRoot(folder)) return folder;
    const mayBe = found === undefined || folder === cwd || folder.startsWith(cwd + path.sep);
    if (mayBe && fs.existsSync(path.join(folder, 'package.json'))) found = folder;
    if (folder === path.dirname(folder)) return found ?? cwd;
  }
}

const workspaceRoots = new Map<string, boolean>();

function isWorkspaceRoot(folder: string): boolean {
  let known = workspaceRoots.get(folder);
  if (known === undefined) {
    const isMarked = ['.git', 'pnpm-workspace.yaml'].some((name) => fs.existsSync(path.join(folder, name)));
    known = isMarked || hasWorkspaces(path.join(folder, 'package.json'));
    workspaceRoots.set(folder, known);
  }
  return known;
}

function hasWorkspaces(file: string): boolean {
  try {
    return fs.readFileSync(file, 'utf8').includes('"workspaces"');
  } catch {
    return false;
  }
}

/** The source files of a project: those that git tracks or would, else all below its root but dependencies. */
export function listFiles(root: string): string[] {
  return listAll(root)
    .filter((file) => !isTest(path.relative(root, file)))
    .slice(0, MAX_FILES);
}

/** The tests of a project, which are none of its files. */
export function listTests(root: string): string[] {
  return listAll(root)
    .filter((file) => isTest(path.relative(root, file)))
    .slice(0, MAX_FILES);
}

/** All that rules may look at in a project: its sources, its tests, and what says how these belong together. */
export function listInputs(root: string): string[] {
  return list(root).filter((file) => {
    const name = path.relative(root, file);
    return INPUT.test(name) || isSource(name, file);
  });
}

/** Manifests, locks, and configurations of TypeScript. */
const INPUT =
  /(?:^|[\\/])(?:package|package-lock|npm-shrinkwrap)\.json$|(?:^|[\\/])(?:pnpm-[\w-]+\.yaml|yarn\.lock|bun\.lockb?)$|(?:^|[\\/])tsconfig\.json$/;

/** Tells, without reading it, whether a file has changed. */
export function getStamp(file: string): string | undefined {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size}`;
}

export function isTest(name: string): boolean {
  return TEST_FILE.test(name) || TEST_AT_ROOT.test(name) || TEST_FOLDER.test(name) || isOfTool(name);
}

/** Whether a tool reads or runs it that builds, tests or shows the program: nothing of it serves. */
export function isOfTool(name: string): boolean {
  return [TOOL_FILE, TEST_RUNNER_FILE, HIDDEN_FOLDER, SERVER_OF_DEVELOPERS].some((file) => file.test(name));
}

function listAll(root: string): string[] {
  return list(root).filter((file) => isSource(path.relative(root, file), file));
}

function list(root: string): string[] {
  const listed = fs.existsSync(path.join(root, '.git')) ? listWithGit(root) : undefined;
  return listed ?? walk(root);
}

/** Scripts that have no extension, as `bin/server`, often are what starts the program. */
function isSource(name: string, file: string): boolean {
  if (SOURCE.test(name)) return true;
  const { base, dir, ext } = path.parse(name);
  if (ext !== '' || base.startsWith('.') || !(dir === '' || COMMAND_FILES.test(name))) return false;
  return /^#!.*\bnode\b/.test(readStart(file));
}

/** The beginning of a file, as long as the first line of a script can be. */
function readStart(file: string): string {
  try {
    const opened = fs.openSync(file, 'r');
    try {
      const start = Buffer.alloc(LONGEST_START);
      return start.toString('latin1', 0, fs.readSync(opened, start));
    } finally {
      fs.closeSync(opened);
    }
  } catch {
    return '';
  }
}

const LONGEST_START = 128;

/** Also where no `.gitignore` keeps them out. */
const DEPENDENCY = /(?:^|\/)(?:node_modules|bower_components)\//;

function listWithGit(root: string): string[] | undefined {
  try {
    const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return names.split('\0').flatMap((name) => (name === '' || DEPENDENCY.test(name) ? [] : [path.join(root, name)]));
  } catch {
    return undefined;
  }
}

/** Breadth first, so that what is cut off in a folder without end stands deep in it. */
function walk(root: string): string[] {
  const files: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    if (files.length + folders.length > MAX_FILES) break;
    for (const entry of readFolder(folder)) {
      const file = path.join(folder, entry.name);
      if (!entry.isDirectory()) files.push(file);
      else if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) folders.push(file);
    }
  }
  return files;
}

function readFolder(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
