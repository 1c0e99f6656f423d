// Long tasks with a deadline of a second: task.mjs <slow|touched|blocked|many> <text|json>
import { monitor, say, sleep, spin } from '../support.mjs';

const [how, stderr = 'json'] = process.argv.slice(2);
const watch = await monitor({ whileBlocked: { stderr } });
watch.on('session-at-risk', ({ session, block }) => say(`heard ${session.level}, block: ${block !== undefined}`));
const task = { name: 'export', timeoutMs: 1000 };
await sleep(1000);

const session = watch.session(task);
say('begin');
if (how === 'slow') await sleep(1300);
if (how === 'touched') {
  for (let time = 0; time < 10; time++) {
    await sleep(150);
    session.touch();
  }
}
if (how === 'blocked') {
  await sleep(100);
  spin(1200);
  await sleep(200);
}
if (how === 'many') {
  const other = watch.session(task);
  session.touch();
  other.touch();
  await sleep(700);
  other[Symbol.dispose]();
}
session.end();
session.touch();
session.end();
say(`end, at risk: ${watch.isAtRisk()}`);
await sleep(1200);
process.exit();
