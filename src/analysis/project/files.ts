/** Where does the project begin, and which source files does it have? */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const SOURCE = /(?<!\.d|\.min)\.[cm]?[jt]sx?$/;
const SKIPPED = new Set(['node_modules', 'bower_components', 'coverage', 'vendor', 'dist', 'build', 'out']);

/** Tests call what servers run, but nothing waits while they do. They say nothing on when code runs. */
const TEST_FOLDER = /(?:^|[\\/])(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|bench(?:marks?)?)[\\/]/;
const TEST_FILE = /[.-](?:test|spec|bench|e2e|stories|config)\.[cm]?[jt]sx?$/;

/** Larger projects are cut off: their remaining files are unknown. */
const MAX_FILES = 20_000;

/** The nearest workspace root above a file: of a repository, or of npm, pnpm or yarn workspaces; else its package. */
export function findRoot(file: string, cwd: string): string {
  let nearest: string | undefined;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (isWorkspaceRoot(folder)) return folder;
    if (nearest === undefined && fs.existsSync(path.join(folder, 'package.json'))) nearest = folder;
    if (folder === cwd || folder === path.dirname(folder)) return nearest ?? cwd;
  }
}

function isWorkspaceRoot(folder: string): boolean {
  return ['.git', 'pnpm-workspace.yaml'].some((name) => fs.existsSync(path.join(folder, name)));
}

/** The source files of a project: those that git tracks or would, else all below its root but dependencies. */
export function listFiles(root: string): string[] {
  const listed = fs.existsSync(path.join(root, '.git')) ? listWithGit(root) : undefined;
  return (listed ?? walk(root)).filter((file) => isSource(path.relative(root, file))).slice(0, MAX_FILES);
}

function isSource(name: string): boolean {
  return SOURCE.test(name) && !TEST_FILE.test(name) && !TEST_FOLDER.test(name);
}

function listWithGit(root: string): string[] | undefined {
  try {
    const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return names.split('\0').flatMap((name) => (name === '' ? [] : [path.join(root, name)]));
  } catch {
    return undefined;
  }
}

function walk(folder: string): string[] {
  return readFolder(folder).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) return [file];
    return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : walk(file);
  });
}

function readFolder(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
