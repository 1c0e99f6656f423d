import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

/** A broker of Debian's packages. */
interface Kind {
  /** Where Debian puts it; on PATH or not. */
  readonly binary: string;
  start(folder: string, port: number): Promise<{ args: string[]; env?: Record<string, string> }> | { args: string[] };
}

const KINDS = {
  redis: {
    binary: '/usr/bin/redis-server',
    start: (folder, port) => ({
      args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
    }),
  },
  mosquitto: {
    binary: '/usr/sbin/mosquitto',
    start(folder, port) {
      const file = join(folder, 'mosquitto.conf');
      writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nuser root\n`);
      return { args: ['-v', '-c', file] };
    },
  },
  rabbitmq: {
    // Not the script of /usr/sbin, which changes the user and with it the environment.
    binary: '/usr/lib/rabbitmq/bin/rabbitmq-server',
    async start(folder, port) {
      const epmd = await freePort();
      writeFileSync(join(folder, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\nheartbeat = 60\n`);
      writeFileSync(join(folder, 'enabled_plugins'), '[].');
      const env = {
        HOME: folder,
        RABBITMQ_NODENAME: `test${port}@localhost`,
        RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
        RABBITMQ_LOG_BASE: folder,
        RABBITMQ_LOGS: '-',
        RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
        RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
        RABBITMQ_PID_FILE: join(folder, 'pid'),
        RABBITMQ_DIST_PORT: String(await freePort()),
        ERL_EPMD_PORT: String(epmd),
      };
      return { args: [], env };
    },
  },
} satisfies Record<string, Kind>;

export type BrokerName = keyof typeof KINDS;

/** Why tests with this broker cannot run; undefined where they can. `.ci/run` insists that they do. */
export function missing(name: BrokerName): string | undefined {
  const { binary } = KINDS[name];
  try {
    accessSync(binary, constants.X_OK);
    return undefined;
  } catch {
    if (process.env['CI'] !== undefined) throw new Error(`${binary} is not installed`);
    return `${binary} is not installed`;
  }
}

export interface Broker {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a broker on a free port, with its data in a folder of its own, and waits until it answers. */
export async function startBroker(name: BrokerName): Promise<Broker> {
  const kind: Kind = KINDS[name];
  const folder = mkdtempSync(join(tmpdir(), `unblocked-${name}-`));
  const port = await freePort();
  const { args, env } = { env: {}, ...(await kind.start(folder, port)) };
  // A group of its own: scripts leave children behind.
  const child = spawn(kind.binary, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (output += String(data)));
  const exit = new Promise((settle) => child.once('close', settle));
  await untilOpen(port, child, () => output);
  return {
    port,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await exit;
      // Erlang's port mapper has left the group, and would stay for ever.
      if (name === 'rabbitmq') spawnSync('epmd', ['-kill'], { env: { ...process.env, ...env } });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilOpen(port: number, child: ChildProcess, getOutput: () => string): Promise<void> {
  while (!(await isOpen(port))) {
    if (child.exitCode !== null)
      throw new Error(`the broker ended with ${child.exitCode}: ${getOutput().slice(-2000)}`);
    await new Promise((settle) => setTimeout(settle, 50));
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => {
      settle(true);
      socket.destroy();
    });
    socket.on('error', () => {
      settle(false);
    });
  });
}
