import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Version = 'broken' | 'fixed';

export interface ServerProcess {
  url: string;
  stop: () => Promise<void>;
}

/** Starts one version of the chat server, and hands over every line it writes to stderr, as it comes. */
export async function startServer(version: Version, onWarning: (line: string) => void): Promise<ServerProcess> {
  const script = fileURLToPath(new URL(`../${version}/server.js`, import.meta.url));
  const server = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface(server.stderr).on('line', onWarning);

  const failOnExit = () => {
    throw new Error(`the ${version} server ended by itself`);
  };
  server.once('exit', failOnExit);
  process.once('exit', () => server.kill());

  return {
    url: await readAddress(server.stdout),
    stop: async () => {
      server.off('exit', failOnExit);
      server.kill();
      await once(server, 'exit');
    },
  };
}

/** Waits for the line in which the server says where it listens. */
async function readAddress(output: NodeJS.ReadableStream): Promise<string> {
  const [line] = (await once(createInterface(output), 'line')) as [string];
  return /http:\S+/.exec(line)?.[0] ?? line;
}
