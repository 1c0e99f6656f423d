import { connect, createServer, type AddressInfo } from 'node:net';
import type { Program } from '../program.ts';

/** A network between client and server that takes 50 ms from the one to the other: on loopback no PONG ever waits. */
export async function delayAnswers(serverPort: number) {
  const network = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    server.pipe(client);
    client.on('data', (data) => setTimeout(() => server.write(data), 50));
    server.on('close', () => client.destroy()).on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  await new Promise<void>((resolve) => {
    network.listen(0, '127.0.0.1', resolve);
  });
  return { port: (network.address() as AddressInfo).port, close: () => network.close() };
}

/** The port that the program says it listens on. */
export async function portOf(program: Program): Promise<number> {
  const { text } = await program.said('port ');
  return Number(text.slice('port '.length));
}
