import { build } from 'tsup';

/** Runtime and package tests run against what is published. */
export default async function setup(): Promise<void> {
  await build({ silent: true });
}
