import { execFileSync } from 'node:child_process';

/** Runtime and package tests run against what is published. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
}
