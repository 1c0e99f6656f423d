import { checkArgument, emitter } from '../check.ts';
import type { Session } from './session.ts';

/** What is needed of a `Worker` of BullMQ. */
export interface BullmqWorker {
  readonly opts: { readonly lockDuration?: number | undefined; readonly lockRenewTime?: number | undefined };
  on(
    event: 'active' | 'completed' | 'failed',
    listener: (job: { readonly id?: string | undefined } | undefined) => void,
  ): unknown;
}

const WORKER = emitter('a Worker of BullMQ');

/**
 * The jobs of a worker of BullMQ 6. `timeoutMs` is `lockDuration - lockRenewTime` (30 s and half of it by default), read
 * from the live worker: when the block begins, the lock of a job may not have been renewed for `lockRenewTime`. Once it
 * has expired another worker takes the job, and it is done twice.
 */
export function bullmq(worker: BullmqWorker, { name = 'bullmq' }: { readonly name?: string } = {}): Session {
  checkArgument('sessions.bullmq', WORKER, worker);
  const jobs = new Set<string | undefined>();
  worker.on('active', (job) => jobs.add(job?.id));
  for (const end of ['completed', 'failed'] as const) worker.on(end, (job) => jobs.delete(job?.id));
  return { name, timeoutMs: () => readTimeout(worker), count: () => jobs.size };
}

function readTimeout({ opts: { lockDuration = 30_000, lockRenewTime = lockDuration / 2 } }: BullmqWorker): number {
  return lockDuration - lockRenewTime;
}
