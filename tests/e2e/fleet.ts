import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { freePort } from '../runtime/free-port.ts';
import { start, type Program } from '../runtime/program.ts';

/** A chat server with clients. */
export interface Member {
  readonly program: Program;
  readonly url: string;
  /** host:port of its watchdog. */
  readonly instance: string;
  /** Resolves when the server answers again. */
  block(how: `spin?${number}` | 'hash' | `sleep?${number}`): Promise<void>;
}

export interface Fleet {
  readonly members: readonly Member[];
  stop(): void;
}

const PROGRAM = fileURLToPath(new URL('programs/chat-server.mjs', import.meta.url));

/** Starts servers, each with connected Socket.IO clients. */
export async function startFleet(size: number, clientsEach: number): Promise<Fleet> {
  const members: Member[] = [];
  const clients: Socket[] = [];
  for (let i = 0; i < size; i++) {
    const member = await startMember();
    members.push(member);
    for (let j = 0; j < clientsEach; j++) clients.push(await connect(member.url));
  }
  return {
    members,
    stop() {
      for (const client of clients) client.disconnect();
      for (const { program } of members) program.child.kill('SIGKILL');
    },
  };
}

async function startMember(): Promise<Member> {
  const [port, watchdogPort] = [await freePort(), await freePort()];
  const program = start(PROGRAM, { args: [port, watchdogPort], env: { OTEL_SERVICE_NAME: 'chat' } });
  await program.said('ready');
  const url = `http://127.0.0.1:${port}`;
  return {
    program,
    url,
    instance: `127.0.0.1:${watchdogPort}`,
    block: async (how) => {
      await (await fetch(`${url}/${how}`)).text();
    },
  };
}

async function connect(url: string): Promise<Socket> {
  const client = io(url, { transports: ['websocket'], forceNew: true });
  await new Promise<void>((settle) => client.once('connect', settle));
  return client;
}
