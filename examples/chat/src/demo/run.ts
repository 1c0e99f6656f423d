import { setTimeout as sleep } from 'node:timers/promises';
import { userNames } from '../app/users.ts';
import { connect, type Client } from './client.ts';
import { say } from './output.ts';
import { findNaming, reviewBroken, reviewFixed } from './review.ts';
import type { Scene } from './scenes.ts';
import { startServer, type Version } from './server-process.ts';
import { createRecorder, type Recorder } from './timeline.ts';

const SETTLE_MS = 500;

/** Plays one scene after the other, each once everybody is connected again. */
export async function runBroken(scenes: readonly Scene[]): Promise<{ leadMs: number; dropped: Set<string> }> {
  const leadsMs: number[] = [];
  const dropped = await withClients('broken', async (clients, recorder) => {
    for (const scene of scenes) {
      say('');
      say(scene.title.broken, 'underline');
      const timeline = recorder.start();
      await play(scene, clients, recorder);
      reviewBroken(scene, timeline);
      if (scene.dropsSessions) leadsMs.push(findNaming(scene, timeline)?.leadMs ?? 0);
    }
  });
  return { leadMs: Math.min(...leadsMs), dropped };
}

/** Plays all scenes at the same time. */
export async function runFixed(scenes: readonly Scene[]): Promise<{ dropped: Set<string> }> {
  const dropped = await withClients('fixed', async (clients, recorder) => {
    say('');
    for (const { title } of scenes) say(title.fixed, 'underline');
    const timeline = recorder.start();
    await Promise.all(scenes.map((scene) => play(scene, clients, recorder)));
    reviewFixed(scenes, timeline);
  });
  return { dropped };
}

/** Starts the server and connects every user. Returns who was dropped meanwhile. */
async function withClients(
  version: Version,
  use: (clients: readonly Client[], recorder: Recorder) => Promise<void>,
): Promise<Set<string>> {
  const recorder = createRecorder();
  const server = await startServer(version, recorder.warn);
  const clients: Client[] = [];
  for (const name of userNames) clients.push(await connect(server.url, name, recorder.drop));
  say(`${clients.length} clients are connected: ${userNames.join(', ')}.`);
  await sleep(SETTLE_MS);

  await use(clients, recorder);

  for (const client of clients) client.close();
  await server.stop();
  return recorder.dropped;
}

async function play({ user, message }: Scene, clients: readonly Client[], recorder: Recorder): Promise<void> {
  const asker = clients.find(({ name }) => name === user);
  if (asker === undefined) throw new Error(`there is no client for ${user}`);

  const isAnswered = await asker.ask(message);
  // Who was dropped can connect again only once the loop is free.
  await asker.connected();
  if (isAnswered) recorder.answer(user);
  else recorder.free();

  await Promise.all(clients.map((client) => client.connected()));
  await sleep(SETTLE_MS);
}
