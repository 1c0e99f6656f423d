import { post, type Outcome } from './post.ts';
import type { Target } from './targets.ts';

export interface Queue<Item> {
  /** Sends the item, at once if nothing is in the way. */
  push(item: Item): void;
  readonly stop: () => void;
}

interface QueueParts<Item> {
  readonly target: Target;
  /** Items kept at most; the oldest go first. */
  readonly most: number;
  readonly encode: (items: readonly Item[]) => object;
  readonly onDropped: (count: number, error: string) => void;
  /** Called when deliveries begin to fail, and not again until one has succeeded. */
  readonly onFailure: (error: string) => void;
}

/** Why an item was dropped that others had to make room for. */
export const QUEUE_FULL = 'queue_full';
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** How often an item is sent before it is given up; with the waits between, this is half a minute and more. */
const MAX_ATTEMPTS = 6;

/** Delivers items in order, one request at a time. A collector that is away costs as much memory as `most` items. */
export function createQueue<Item>(parts: QueueParts<Item>): Queue<Item> {
  const waiting = createWaiting<Item>(parts);
  let attempts = 0;
  let isBusy = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function flush(): void {
    const items = isBusy || isStopped ? [] : waiting.takeAll();
    if (items.length === 0) return;
    isBusy = true;
    post(parts.target, parts.encode(items), (outcome) => {
      if (isStopped) return;
      const waitMs = conclude(items, outcome);
      timer = setTimeout(() => {
        isBusy = false;
        flush();
      }, waitMs);
    });
  }

  /** Returns how long to wait before the next request, in milliseconds. */
  function conclude(items: readonly Item[], { error, isTransient, retryAfterMs, rejected = 0 }: Outcome): number {
    if (rejected > 0) parts.onDropped(rejected, 'rejected');
    if (error === undefined) return (attempts = 0);
    attempts += 1;
    if (attempts === 1) parts.onFailure(error);
    if (isTransient && attempts % MAX_ATTEMPTS !== 0) waiting.putBack(items);
    else parts.onDropped(items.length, error);
    return chooseWait(attempts, retryAfterMs);
  }

  return {
    push(item) {
      waiting.add(item);
      flush();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function createWaiting<Item>({ most, onDropped }: Pick<QueueParts<Item>, 'most' | 'onDropped'>) {
  let items: readonly Item[] = [];

  function set(next: readonly Item[]): void {
    items = next.slice(-most);
    const excess = next.length - items.length;
    if (excess > 0) onDropped(excess, QUEUE_FULL);
  }

  return {
    add(item: Item): void {
      set([...items, item]);
    },
    putBack(earlier: readonly Item[]): void {
      set([...earlier, ...items]);
    },
    takeAll(): readonly Item[] {
      const all = items;
      items = [];
      return all;
    },
  };
}

/** Doubles with each attempt; partly by chance, so that a fleet does not come back all at once. */
function chooseWait(attempts: number, retryAfterMs = 0): number {
  const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
  return Math.min(2 * LONGEST_WAIT_MS, Math.max(retryAfterMs, ms * (0.5 + Math.random() / 2)));
}
