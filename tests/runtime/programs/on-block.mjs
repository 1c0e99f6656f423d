import { writeSync } from 'node:fs';

export default function onBlock({ event, session, block }) {
  writeSync(1, `handled ${event} ${session?.level ?? block.ended}\n`);
}
