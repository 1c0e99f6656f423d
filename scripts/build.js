/** Builds dist/, unless it was built since anything it is made of has changed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INPUTS = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsup.config.ts'];
/** Holds when the last build that succeeded began. */
const STAMP = '.cache/built';

function getNewest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => getNewest(join(path, name))));
}

const builtAt = existsSync(STAMP) && existsSync('dist/index.js') ? Number(readFileSync(STAMP, 'utf8')) : 0;
if (Math.max(...INPUTS.map(getNewest)) >= builtAt) {
  const start = Date.now();
  rmSync('dist', { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/tsup/dist/cli-default.js', '--silent'], { stdio: 'inherit' });
  mkdirSync('.cache', { recursive: true });
  writeFileSync(STAMP, String(start));
}
